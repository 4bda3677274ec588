import type { DayEvent, Happening } from "./scripted-day.fixture.ts";
import { DAY_SECONDS } from "./scripted-day.fixture.ts";

/**
 * The alerts of a day as the contract's rules say them (section 5, product.md), with the whole day in hand: when was
 * each condition true, and what follows from that. Shares nothing with the engine, which sees one event at a time: not
 * its numbers, and not its code. Times are seconds of the day.
 */
export interface ByTheRules {
  rule: string;
  subject: string;
  kind: "fired" | "reopened" | "cleared";
  at: number;
  flaps: number;
}

/** A stretch of time in which a condition is true. */
interface Span {
  from: number;
  to: number;
  /** Nobody could see any more whether it is true: `to` is when that began. Then it was seen to be over, or true again. */
  unseen?: { overAt: number } | "true again";
}

interface Times {
  pending: number;
  recovery: number;
  cooldown: number;
}
const AT_ONCE = { pending: 0, recovery: 0, cooldown: 300 };

export function byTheRules(day: readonly Happening[]): ByTheRules[] {
  const events = day.filter((one): one is DayEvent => "type" in one);
  const told: ByTheRules[] = [];
  const tell = (rule: string, subject: string, spans: Span[], times: Times = AT_ONCE) => {
    told.push(...alertsOf(spans, times).map((one) => ({ rule, subject, ...one })));
  };
  for (const [job, own] of grouped(events, "job_id", "metrics.")) {
    tell(
      "job_slow",
      job,
      lastEndedIs(own, (end) => end.type.endsWith("completed") && Number(end.payload.duration_ms) > 5_000),
    );
    tell(
      "job_failed",
      job,
      lastEndedIs(own, (end) => end.type.endsWith("failed")),
    );
    tell("job_failing", job, thirdFailures(own));
    const absences = absencesOf(own, job === "aggregate_mission_metrics" ? 30 : null);
    tell("job_late", job, absences.late);
    tell("job_missed", job, absences.missed);
    tell("job_stuck", job, absences.stuck);
  }
  for (const [robot, own] of grouped(events, "robot_id", "telemetry.")) {
    tell("robot_dropped", robot, dropped(own), { pending: 10, recovery: 60, cooldown: 300 });
    tell("connection_short", robot, short(own), { pending: 0, recovery: 0, cooldown: 900 });
    const of = (metric: string, sign: 1 | -1, limit: number, back: number) =>
      levels(day, robot, (metrics) => sign * (metrics[metric] ?? 0), sign * limit, sign * back);
    const level = { pending: 15, recovery: 60, cooldown: 300 };
    tell("battery_low", robot, of("battery_percentage", -1, 20, 25), level);
    tell("cpu_high", robot, of("cpu_usage", 1, 90, 85), level);
  }
  for (const [agent, own] of grouped(events, "agent_id", "dna.")) tell("karma_fallen", agent, fallen(own));
  for (const source of new Set(events.map(({ source }) => source)))
    tell("source_silent", source, silences(events.filter((event) => event.source === source)));
  return told;
}

/** From when a condition was true to what is told: pending time, hysteresis of time, cooldown. Limits are silent. */
function alertsOf(
  spans: readonly Span[],
  { pending, recovery, cooldown }: Times,
): Omit<ByTheRules, "rule" | "subject">[] {
  const told: Omit<ByTheRules, "rule" | "subject">[] = [];
  let clearedAt = Number.NEGATIVE_INFINITY;
  let flaps = 0;
  for (let n = 0; n < spans.length; n++) {
    let span = spans[n] as Span;
    const at = span.from + pending;
    if (span.to <= at || at >= DAY_SECONDS) continue;
    const again = at <= clearedAt + cooldown;
    flaps = again ? flaps + 1 : 0;
    told.push({ kind: again ? "reopened" : "fired", at, flaps });
    for (let next = spans[n + 1]; next; next = spans[n + 1]) {
      const goesOn = span.unseen === "true again";
      if (!goesOn && next.from > overAt(span) + recovery) break;
      if (!goesOn) flaps += 1;
      span = next;
      n += 1;
    }
    clearedAt = overAt(span) + recovery;
    if (clearedAt < DAY_SECONDS) told.push({ kind: "cleared", at: clearedAt, flaps });
  }
  return told;
}

const overAt = ({ to, unseen }: Span): number => (typeof unseen === "object" ? unseen.overAt : to);

/** Times at which something becomes true or stops being so, as spans. */
function spansOf(changes: readonly { at: number; is: boolean }[]): Span[] {
  const spans: Span[] = [];
  let from: number | null = null;
  for (const { at, is } of changes) {
    if (is) from ??= at;
    else if (from !== null) {
      spans.push({ from, to: at });
      from = null;
    }
  }
  if (from !== null) spans.push({ from, to: Number.POSITIVE_INFINITY });
  return spans;
}

function grouped(events: readonly DayEvent[], key: string, prefix: string): Map<string, DayEvent[]> {
  const groups = new Map<string, DayEvent[]>();
  for (const event of events.filter(({ type }) => type.startsWith(prefix))) {
    const id = String(event.payload[key]);
    groups.set(id, [...(groups.get(id) ?? []), event]);
  }
  return groups;
}

const isStart = ({ type }: DayEvent): boolean => type.endsWith("started");

const lastEndedIs = (events: readonly DayEvent[], is: (end: DayEvent) => boolean): Span[] =>
  spansOf(events.filter((event) => !isStart(event)).map((end) => ({ at: end.s, is: is(end) })));

function thirdFailures(events: readonly DayEvent[]): Span[] {
  let inARow = 0;
  const ends = events.filter((event) => !isStart(event));
  return spansOf(
    ends.map(({ s, type }) => {
      inARow = type.endsWith("failed") ? inARow + 1 : 0;
      return { at: s, is: inARow >= 3 };
    }),
  );
}

/** Late beyond 45 s since the last start, missed beyond 60 s, stuck beyond 60 s without an end; of 30 s each. */
function absencesOf(events: readonly DayEvent[], known: number | null) {
  const found = { late: [] as Span[], missed: [] as Span[], stuck: [] as Span[] };
  const starts = events.filter(isStart);
  for (const [n, start] of starts.entries()) {
    const every = known ?? usualPause(starts.slice(Math.max(0, n - 119), n + 1));
    if (every === null) continue;
    const next = starts[n + 1]?.s ?? Number.POSITIVE_INFINITY;
    const end = events.find((event) => !isStart(event) && event.s > start.s && event.s < next)?.s ?? next;
    const add = (spans: Span[], from: number, to: number) => {
      if (from < to) spans.push({ from, to });
    };
    add(found.stuck, start.s + 2 * every, end);
    // While it runs the next one isn't due.
    add(found.late, Math.max(end, start.s + 1.5 * every), Math.min(next, start.s + 2 * every));
    add(found.missed, Math.max(end, start.s + 2 * every), next);
  }
  return found;
}

function usualPause(starts: readonly DayEvent[]): number | null {
  const pauses = starts.slice(1).map(({ s }, n) => s - (starts[n] as DayEvent).s);
  pauses.sort((a, b) => a - b);
  return pauses.length < 3 ? null : (pauses[Math.floor(pauses.length / 2)] ?? null);
}

const ours = ["server_shutdown", "replaced", "kicked"];
const isOpen = ({ type }: DayEvent): boolean => type.endsWith("established");

function dropped(events: readonly DayEvent[]): Span[] {
  const unexpected = ({ payload }: DayEvent) =>
    !["client_disconnect", ...ours].includes(String(payload.reason));
  return spansOf(events.map((event) => ({ at: event.s, is: !isOpen(event) && unexpected(event) })));
}

/** A connection under 60 s, unless we ended it, is shown for ten minutes, or until a longer one has ended. */
function short(events: readonly DayEvent[]): Span[] {
  const spans: Span[] = [];
  const notOurs = ({ payload }: DayEvent) => ![...ours, "gateway_lost"].includes(String(payload.reason));
  const closes = events.filter((event) => !isOpen(event) && notOurs(event));
  for (const [n, { s, payload }] of closes.entries()) {
    if (Number(payload.duration_seconds) >= 60) continue;
    const to = Math.min(s + 600, closes[n + 1]?.s ?? Number.POSITIVE_INFINITY);
    const before = spans.at(-1);
    if (before?.to === s) before.to = to;
    else spans.push({ from: s, to });
  }
  return spans;
}

/** Beyond the limit until back at the recovery value. Of a robot that is gone nobody knows. */
function levels(
  day: readonly Happening[],
  robot: string,
  levelOf: (metrics: Record<string, number>) => number,
  limit: number,
  back: number,
): Span[] {
  const spans: Span[] = [];
  let open: Span | null = null;
  let unseen: Span | null = null;
  for (const one of day) {
    if ("metrics" in one && one.robot_id === robot) {
      const value = levelOf(one.metrics);
      if (value > limit && !open) {
        if (unseen) unseen.unseen = "true again";
        unseen = null;
        open = { from: one.s, to: Number.POSITIVE_INFINITY };
        spans.push(open);
      } else if (value <= back) {
        if (open) open.to = one.s;
        if (unseen) unseen.unseen = { overAt: one.s };
        open = unseen = null;
      }
    } else if (open && "type" in one && one.payload.robot_id === robot && one.type.endsWith("closed")) {
      open.to = one.s;
      open.unseen = { overAt: Number.POSITIVE_INFINITY };
      unseen = open;
      open = null;
    }
  }
  return spans;
}

/** Its last two scores both more than 0.05 below its best, until it has gone back to that. */
function fallen(events: readonly DayEvent[]): Span[] {
  const scores: number[] = [];
  let best = { score: -1, snapshot: 0 };
  return spansOf(
    events.map(({ s, type, payload }) => {
      if (type === "dna.karma_updated") {
        const score = Number(payload.karma_score);
        scores.push(score);
        if (score > best.score) best = { score, snapshot: Number(payload.snapshot_id) };
      }
      const goneBack = type === "dna.snapshot_created" && payload.parent_snapshot_id === best.snapshot;
      // In hundredths: 0.75 is exactly 0.05 below 0.8.
      const far = scores.slice(-2).filter((score) => Math.round((best.score - score) * 100) > 5);
      return { at: s, is: far.length === 2 && !goneBack };
    }),
  );
}

/**
 * Beyond five times its usual pause, and a minute at least; a habit is what twenty pauses have shown. Events closer than
 * ten seconds to the one that began a pause are that pause's.
 */
function silences(events: readonly DayEvent[]): Span[] {
  const spans: Span[] = [];
  const ends: number[] = [];
  for (const [n, { s }] of events.entries()) {
    const [before, last] = ends.slice(-2);
    if (before !== undefined && last !== undefined && last - before < 10) ends.pop();
    ends.push(s);
    const kept = ends.slice(-51);
    const pauses = kept.slice(1).map((end, k) => end - (kept[k] as number));
    const usual = pauses.sort((a, b) => a - b)[Math.floor(pauses.length * 0.95)] ?? 0;
    const from = s + Math.max(60, 5 * usual);
    const to = events[n + 1]?.s ?? Number.POSITIVE_INFINITY;
    if (pauses.length >= 20 && usual <= 900 && from < to) spans.push({ from, to });
  }
  return spans;
}
