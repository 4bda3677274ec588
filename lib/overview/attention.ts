import type { RuleKind } from "../alerts/kinds.ts";
import { wantsSomebody } from "../alerts/summary.ts";
import { alertWords } from "../alerts/words.ts";
import { agentView } from "../dna/agents.ts";
import { reasonWords } from "../events/sentence.ts";
import type { State } from "../fold.ts";
import { formatMs, formatNumber, formatSeconds, plural } from "../format.ts";
import { intervalOf } from "../metrics/cadence.ts";
import type { JobState } from "../metrics/state.ts";
import { jobStatus, SLOW_MS } from "../metrics/status.ts";
import { commonCauses } from "../telemetry/common-cause.ts";
import { isOld, isUnexpectedEnd, type Presence, type PresenceWord, presence } from "../telemetry/presence.ts";
import type { Proof } from "../telemetry/proof.ts";
import type { LatestSample } from "../telemetry/sample.ts";
import type { RobotState } from "../telemetry/state.ts";

/** At most so many lines: a list that scrolls is a list nobody reads. */
export const ATTENTION_SHOWN = 7;
/** The contract's thresholds; comparisons are strict. */
export const BATTERY_LOW_PERCENT = 20;
export const CPU_HIGH_PERCENT = 90;
/** Scores wobble. The contract calls a rise by more than this notable; so is a fall. */
const KARMA_FALL = 0.1;
/** More of one kind are one line: ten robots that drop together are one thing to look at. */
const SINGLES = 2;
const REPEATED_FAILURES = 3;
/** So long a robot may stay unproven after a start: the lease of a gateway that died has run out by then. */
const PROOF_SECONDS = 30;

export type AttentionState =
  | "failed"
  | "missed"
  | "stuck"
  | "slow"
  | "late"
  | "dropped"
  | "stale"
  | "unknown"
  | "warning"
  | "regressed";

export interface Attention {
  key: string;
  state: AttentionState;
  /** Whom it is about; a name of several when `target.id` is null. */
  subject: string;
  words: string;
  target: { kind: "agent" | "robot" | "job" | "source"; id: string | null };
  /** Unix seconds since when; null while that is unknown. */
  since: number | null;
}

export interface AttentionInput {
  state: Pick<State, "dna" | "metrics" | "telemetry" | "alerts">;
  /** Null while the latest samples aren't here yet: nothing is said about what depends on them. */
  samples: ReadonlyMap<string, LatestSample> | null;
  /** What this server can vouch for; null where nothing is in doubt. */
  proof: Proof | null;
  now: number;
  /** How often this server's own job is due. */
  intervalSeconds: number;
  /** Only what began in this time; Unix seconds. */
  window?: { from: number; to: number } | null;
}

/** What needs a person now, worst first, and how many lines there are in all. */
export function needsAttention(input: AttentionInput): { items: Attention[]; total: number } {
  const { window } = input;
  const found = [...jobs(input), ...robots(input), ...regressions(input), ...alerts(input)]
    .filter(({ since }) => !window || (since !== null && since >= window.from && since < window.to))
    .sort((a, b) => rank(a) - rank(b) || (b.since ?? 0) - (a.since ?? 0) || a.key.localeCompare(b.key));
  return { items: found.slice(0, ATTENTION_SHOWN), total: found.length };
}

export type RobotWord = PresenceWord | "dropped";

/** `offline` for a robot that left, `dropped` for one that was lost. */
export function robotState({ word, reason }: Presence): RobotWord {
  return word === "offline" && isUnexpectedEnd(reason) ? "dropped" : word;
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
const rank = ({ state, key }: Attention): number => (key.startsWith("repeated") ? -1 : RANKS.indexOf(state));

function jobs({ state, now, intervalSeconds }: AttentionInput): Attention[] {
  return [...state.metrics.jobs.values()].flatMap((job) => {
    // A job whose cadence isn't known can fail and be slow, but not be late.
    const interval = intervalOf(job.job_id, job, intervalSeconds) ?? Number.POSITIVE_INFINITY;
    const told = jobWords(job, now, interval);
    if (!told) return [];
    const target = { kind: "job", id: job.job_id } as const;
    return [{ ...told, key: told.key ?? `job ${job.job_id}`, subject: job.job_id, target }];
  });
}

type JobWords = Pick<Attention, "state" | "words" | "since"> & { key?: string };

function jobWords(job: JobState, now: number, intervalSeconds: number): JobWords | null {
  const { word, last, lastStartedAt } = jobStatus(job, now, intervalSeconds);
  const age = formatSeconds(now - (lastStartedAt ?? now));
  const every = `expected every ${formatSeconds(intervalSeconds)}`;
  switch (word) {
    case "failed": {
      const times = job.consecutive_failures;
      const why = last?.status === "failed" ? `${last.error_type}: ${last.error_message}` : "";
      const since = last?.status === "failed" ? last.ended_at : null;
      if (times < REPEATED_FAILURES) return { state: "failed", words: `Its last run failed. ${why}`, since };
      return {
        key: `repeated ${job.job_id}`,
        state: "failed",
        words: `Failed ${times} times in a row. ${why}`,
        since,
      };
    }
    case "missed": {
      const missed = Math.max(1, Math.floor((now - (lastStartedAt ?? now)) / intervalSeconds) - 1);
      return {
        state: "missed",
        words: `Missed ${plural(missed, "run")}: last started ${age} ago, ${every}`,
        since: lastStartedAt,
      };
    }
    case "stuck":
      return { state: "stuck", words: `Started ${age} ago and has not ended`, since: lastStartedAt };
    case "late":
      return { state: "late", words: `Last started ${age} ago, ${every}`, since: lastStartedAt };
    case "slow":
      return {
        state: "slow",
        words: `Its last run took ${last?.status === "completed" ? formatMs(last.duration_ms) : ""}, over ${formatMs(SLOW_MS)}`,
        since: last?.status === "completed" ? last.ended_at : null,
      };
    default:
      return null;
  }
}

function robots({ state, samples, proof, now }: AttentionInput): Attention[] {
  if (!samples) return [];
  const dropped: Attention[] = [];
  const stale: Attention[] = [];
  const unknown: Attention[] = [];
  const battery: Attention[] = [];
  const cpu: Attention[] = [];
  for (const robot of state.telemetry.robots.values()) {
    const latest = samples.get(robot.robot_id);
    const is = presence(robot, latest, now, proof);
    const line = lineOf(robot);
    if (robotState(is) === "dropped")
      dropped.push(line("dropped", `Gone: ${reasonWords(is.reason)}`, is.since));
    if (is.word === "stale")
      stale.push(line("stale", `Connected, but silent for ${formatSeconds(now - is.since)}`, is.since));
    if (is.word === "unknown" && now - is.since > PROOF_SECONDS)
      unknown.push(line("unknown", "Connected before Brainwave started, not heard of since", is.since));
    if (isOld(robot, latest, is, now)) continue;
    const { battery_percentage: charge, cpu_usage: load } = latest?.metrics ?? {};
    if (charge !== undefined && charge < BATTERY_LOW_PERCENT)
      battery.push(line("warning", `Battery at ${Math.floor(charge)} %`, null, "battery"));
    if (load !== undefined && load > CPU_HIGH_PERCENT)
      cpu.push(line("warning", `CPU at ${Math.ceil(load)} %`, null, "cpu"));
  }
  return [
    ...droppedLines(dropped),
    ...together(stale, "robots silent though connected", "robot"),
    ...together(unknown, "robots not heard of since Brainwave started", "robot"),
    ...together(battery, `robots below ${BATTERY_LOW_PERCENT} % battery`, "robot"),
    ...together(cpu, `robots above ${CPU_HIGH_PERCENT} % CPU`, "robot"),
  ];
}

/** Robots that dropped within seconds are one line for each time that happened; the others as all lines of a kind. */
function droppedLines(dropped: readonly Attention[]): Attention[] {
  const { causes, alone } = commonCauses(
    dropped,
    ({ since }) => since ?? 0,
    ({ subject }) => subject,
  );
  return [
    ...causes.flatMap((cause) => {
      const [first, last] = [cause[0]?.since ?? 0, cause.at(-1)?.since ?? 0];
      const within = last - first < 1 ? "at once" : `within ${formatSeconds(last - first)}`;
      return together(cause, `robots dropped ${within}`, "robot").map((line) => ({
        ...line,
        key: `cause ${first}`,
      }));
    }),
    ...together(alone, "robots dropped", "robot"),
  ];
}

const lineOf =
  ({ robot_id }: RobotState) =>
  (state: AttentionState, words: string, since: number | null, what: string = state): Attention => ({
    key: `${what} ${robot_id}`,
    state,
    subject: robot_id,
    words,
    target: { kind: "robot", id: robot_id },
    since,
  });

function regressions({ state, now }: AttentionInput): Attention[] {
  const alerted = new Map(
    wantsSomebody(state.alerts, now)
      .filter(({ kind }) => kind === "karma_fallen")
      .map((alert) => [alert.subject.id, alert]),
  );
  const fallen = [...state.dna.agents.values()].flatMap((agent): Attention[] => {
    const { agentId, delta } = agentView(agent);
    const last = agent.versions.findLast((version) => version.evaluated);
    const alert = alerted.get(agentId);
    const about = {
      key: `karma ${agentId}`,
      state: "regressed",
      subject: agentId,
      target: { kind: "agent", id: agentId },
    } as const;
    if (delta !== null && delta < -KARMA_FALL && typeof last?.karma === "number") {
      const words = `Karma fell by ${formatNumber(-delta, 2)} to ${formatNumber(last.karma, 2)}, version ${last.version}`;
      return [{ ...about, words, since: last.evaluated_at }];
    }
    // It sank in small steps.
    return alert ? [{ ...about, words: alertWords(alert), since: alert.since }] : [];
  });
  return together(fallen, "agents lost karma", "agent");
}

/** Kinds of alerts that nothing above looks at. */
const ONLY_ALERTS: ReadonlySet<RuleKind> = new Set<RuleKind>([
  "memory_high",
  "latency_high",
  "source_silent",
]);

function alerts({ state, now }: AttentionInput): Attention[] {
  return wantsSomebody(state.alerts, now)
    .filter(({ kind }) => ONLY_ALERTS.has(kind))
    .map((alert) => ({
      key: `alert ${alert.id}`,
      state: "warning",
      subject: alert.subject.id,
      words: alertWords(alert),
      target: alert.subject,
      since: alert.since,
    }));
}

function together(lines: readonly Attention[], many: string, kind: "agent" | "robot"): Attention[] {
  const [first] = lines;
  if (!first || lines.length <= SINGLES) return [...lines];
  const newestFirst = [...lines].sort((a, b) => (b.since ?? 0) - (a.since ?? 0));
  const named = newestFirst.slice(0, SINGLES).map(({ subject }) => subject);
  return [
    {
      key: `all ${many}`,
      state: first.state,
      subject: `${lines.length} ${many}`,
      words: `${named.join(", ")} and ${lines.length - SINGLES} more`,
      target: { kind, id: null },
      since: newestFirst[0]?.since ?? null,
    },
  ];
}
