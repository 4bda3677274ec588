import { BACK_AGAIN, isBackAgain } from "../alerts/back-again.ts";
import { inScope } from "../alerts/scope.ts";
import type { AlertsState } from "../alerts/state.ts";
import { wantsSomebody } from "../alerts/summary.ts";
import { rulesOf } from "../alerts/view.ts";
import { alertWords } from "../alerts/words.ts";
import { formatSeconds } from "../format.ts";
import { commonCauses } from "../telemetry/common-cause.ts";
import { atThisMoment, type Moment } from "./at-this-moment.ts";
import { type Attention, type AttentionState, type Held, held, type Matter } from "./attention-line.ts";

/** At most so many lines: a list that scrolls is a list nobody reads. */
export const ATTENTION_SHOWN = 7;
/** More of one kind are one line: ten robots that drop together are one thing to look at. */
const SINGLES = 2;

export interface AttentionInput extends Moment {
  state: Moment["state"] & { alerts: AlertsState };
  /** Only what began in this time; Unix seconds. */
  window?: { from: number; to: number } | null;
}

/**
 * What needs a person now, worst first, and how many lines there are in all; of jobs, robots, agents and sources each
 * kind in trouble has at least one. Where there is an alert rule for a matter the alerts decide, so that this list and
 * the page of alerts never disagree; what no rule looks at is told by the moment.
 */
export function needsAttention(input: AttentionInput): { items: Attention[]; total: number } {
  const { window } = input;
  const found = gathered(decided(atThisMoment(input), input))
    .filter(({ since }) => !window || (since !== null && since >= window.from && since < window.to))
    .sort((a, b) => rank(a) - rank(b) || (b.since ?? 0) - (a.since ?? 0) || (a.key < b.key ? -1 : 1));
  return { items: ofEachKind(found), total: found.length };
}

/** The first lines, and of a kind that is not among them its first, in the place of the last of a kind that has several. */
function ofEachKind(found: readonly Attention[]): Attention[] {
  const shown = new Set(found.slice(0, ATTENTION_SHOWN));
  const ofKind = (kind: Attention["target"]["kind"]) =>
    [...shown].filter(({ target }) => target.kind === kind);
  for (const line of found) {
    if (ofKind(line.target.kind).length > 0) continue;
    const spare = [...shown].findLast(({ target }) => ofKind(target.kind).length > 1);
    if (!spare) break;
    shown.delete(spare);
    shown.add(line);
  }
  return found.filter((line) => shown.has(line));
}

const RANKS: AttentionState[] = [
  "stuck",
  "failed",
  "missed",
  "dropped",
  "stale",
  "late",
  "slow",
  "unknown",
  "warning",
  "regressed",
];
const rank = ({ state, key }: Attention): number =>
  key.startsWith("job_failing") ? -1 : RANKS.indexOf(state);

/** What fires, in the words of the moment while it still holds; and what holds where no rule looks, on or off. */
function decided(moment: readonly Held[], { state, now }: AttentionInput): Held[] {
  const { alerts, telemetry } = state;
  const rules = rulesOf(alerts);
  const isRuled = ({ matter, subject }: Held) =>
    rules.some(({ kind, scope }) => kind === matter && inScope(scope, subject));
  const holding = new Map(moment.map((line) => [line.key, line]));
  const fired = new Map<string, Held>();
  for (const alert of wantsSomebody(alerts, now)) {
    const { kind, subject, since } = alert;
    const line = held(kind, subject.kind, subject.id, alertWords(alert), since);
    const present = isBackAgain(alert, telemetry.robots) ? BACK_AGAIN : holding.get(line.key)?.words;
    fired.set(line.key, { ...line, words: present ?? line.words });
  }
  return [...fired.values(), ...moment.filter((line) => !isRuled(line))];
}

const isWorse = (line: Held, than: Held | undefined): boolean => !than || rank(line) < rank(than);

/** All that a line is about, by the line's key, and what they have in common, in words; none of a job. */
export function manyOf(input: AttentionInput, key: string): { words: string; subjects: string[] } | null {
  const all = alike(decided(atThisMoment(input), input));
  const found = all.find((many) => many.key === key) ?? all.flatMap(apart).find((one) => one.key === key);
  return found ? { words: found.words, subjects: found.lines.map(({ subject }) => subject) } : null;
}

const apart = ({ words, lines }: Many): Many[] =>
  lines.map((line) => ({ key: line.key, words, lines: [line] }));

/** A job is one line, its worst; of the others many of a kind are one. */
function gathered(lines: readonly Held[]): Attention[] {
  const jobs = new Map<string, Held>();
  for (const line of lines)
    if (!isOfOthers(line.matter) && isWorse(line, jobs.get(line.subject))) jobs.set(line.subject, line);
  return [...jobs.values(), ...alike(lines).flatMap(together)];
}

/** What belongs together, with a key that an address can carry. */
interface Many {
  key: string;
  /** What they are, after their number. */
  words: string;
  lines: readonly Held[];
}

function alike(lines: readonly Held[]): Many[] {
  const kinds = new Map<OfOthers, Held[]>();
  for (const line of lines)
    if (isOfOthers(line.matter)) {
      const same = kinds.get(line.matter);
      // There may be thousands of a kind.
      if (same) same.push(line);
      else kinds.set(line.matter, [line]);
    }
  return [...kinds].flatMap(([matter, some]) =>
    matter === "robot_dropped" ? dropped(some) : [{ key: matter, words: MANY[matter], lines: some }],
  );
}

type OfOthers = Exclude<Matter, `job_${string}`>;
const isOfOthers = (matter: Matter): matter is OfOthers => !matter.startsWith("job_");

const MANY: Record<OfOthers, string> = {
  robot_dropped: "robots dropped",
  robot_stale: "robots silent though connected",
  robot_unknown: "robots not heard of since Brainwave started",
  connection_short: "robots stayed only shortly",
  battery_low: "robots low on battery",
  cpu_high: "robots high on CPU",
  memory_high: "robots high on memory",
  latency_high: "robots slow to answer",
  karma_fallen: "agents lost karma",
  source_silent: "sources fell silent",
};

/** Robots that dropped within seconds belong together, each time that happened; and so do all the others. */
function dropped(some: readonly Held[]): Many[] {
  const { causes, alone } = commonCauses(
    some,
    ({ since }) => since ?? 0,
    ({ subject }) => subject,
  );
  return [
    ...causes.map((cause) => {
      const [first, last] = [cause[0]?.since ?? 0, cause.at(-1)?.since ?? 0];
      const within = last - first < 1 ? "at once" : `within ${formatSeconds(last - first)}`;
      return { key: `robot_dropped ${first}`, words: `robots dropped ${within}`, lines: cause };
    }),
    { key: "robot_dropped", words: MANY.robot_dropped, lines: alone },
  ];
}

function together({ key, words: many, lines }: Many): Attention[] {
  const [first] = lines;
  if (!first || lines.length <= SINGLES) return [...lines];
  const newestFirst = [...lines].sort((a, b) => (b.since ?? 0) - (a.since ?? 0));
  const named = newestFirst.slice(0, SINGLES).map(({ subject }) => subject);
  return [
    {
      key,
      state: first.state,
      subject: `${lines.length} ${many}`,
      words: `${named.join(", ")} and ${lines.length - SINGLES} more`,
      target: { kind: first.target.kind, id: null },
      since: newestFirst[0]?.since ?? null,
    },
  ];
}
