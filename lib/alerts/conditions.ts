import { guardOf } from "../dna/guard.ts";
import type { AgentState } from "../dna/state.ts";
import { intervalOf } from "../metrics/cadence.ts";
import type { JobState, Run } from "../metrics/state.ts";
import { streamIdSeconds } from "../stream-id.ts";
import { isOurEnd, isUnexpectedEnd } from "../telemetry/presence.ts";
import type { RobotState } from "../telemetry/state.ts";
import type { RuleKind } from "./kinds.ts";
import type { Rule } from "./rules.ts";
import { type Found, isLow } from "./track.ts";

/**
 * What each rule's condition says of one subject. Pure, and independent of when it is asked: what only time brings is
 * told by when it begins. Times are Unix seconds.
 */

/** A short connection is worth a look for so long; nothing takes it back. */
export const SHORT_SHOWN_SECONDS = 600;

type JobKind = Extract<RuleKind, `job_${string}`>;
export const JOB_KINDS = [
  "job_slow",
  "job_failed",
  "job_failing",
  "job_late",
  "job_missed",
  "job_stuck",
] as const;

/** What is missing of a job is judged by this. */
export interface Expected {
  /** How often the own job is due; another's is what its starts have shown. */
  intervalSeconds: number;
  /** Since when somebody has been looking: nobody could see what was missing before. */
  lookingSince: number;
  /** Beyond so many intervals it is missed, and late no longer: one word at a time. Infinite without such a rule. */
  missedAfter: number;
}

export function ofJob(rule: Rule, job: JobState, expected: Expected): Found {
  const last = job.runs.at(-1);
  if (!last) return "fine";
  switch (rule.kind as JobKind) {
    case "job_slow": {
      const ended = lastEnded(job);
      if (ended?.status !== "completed" || ended.duration_ms <= rule.threshold) return "fine";
      return { from: ended.ended_at, value: ended.duration_ms, stream_id: endOf(ended) };
    }
    case "job_failed": {
      const ended = lastEnded(job);
      if (ended?.status !== "failed") return "fine";
      return { from: ended.ended_at, value: job.consecutive_failures, stream_id: endOf(ended) };
    }
    case "job_failing": {
      const failures = job.consecutive_failures;
      if (failures <= rule.threshold) return "fine";
      // Since the one with which there were too many.
      const failed = job.runs.filter(({ status }) => status === "failed").slice(-failures);
      const first = failed[Math.min(failed.length - 1, Math.floor(rule.threshold))];
      if (first?.status !== "failed") return "fine";
      return { from: first.ended_at, value: failures, stream_id: endOf(failed.at(-1) ?? first) };
    }
    default:
      return absent(rule, job, last, expected);
  }
}

function absent(rule: Rule, job: JobState, last: Run, expected: Expected): Found {
  const interval = intervalOf(job.job_id, job, expected.intervalSeconds);
  const startedAt = last.started_at ?? ("ended_at" in last ? last.ended_at : null);
  // A job whose cadence isn't known can fail and be slow, but not be late.
  if (interval === null || startedAt === null) return "fine";
  // A run that hasn't ended is stuck some day; until then the next one isn't due.
  if ((last.status === "running") !== (rule.kind === "job_stuck")) return "fine";
  const begin = Math.max(startedAt, expected.lookingSince);
  // It wasn't late while it still ran.
  const ended = "ended_at" in last ? last.ended_at : startedAt;
  return {
    from: Math.max(begin + rule.threshold * interval, ended),
    ...(rule.kind === "job_late" &&
      Number.isFinite(expected.missedAfter) && { until: begin + expected.missedAfter * interval }),
    value: rule.threshold * interval,
    stream_id: last.id,
  };
}

const lastEnded = (job: JobState) =>
  job.runs.findLast((run) => run.status === "completed" || run.status === "failed");
const endOf = (run: Run): string => run.end_id ?? run.id;

export const ROBOT_KINDS = ["robot_dropped", "connection_short"] as const;

export function ofRobot(rule: Rule, robot: RobotState): Found {
  const last = robot.sessions.at(-1);
  // Nobody waits for a robot that an operator put away.
  if (!last || robot.archived_at !== null) return "fine";
  if (rule.kind === "connection_short") return shortOf(rule, robot);
  const { disconnected_at, stream_id } = last;
  if (robot.connections.length > 0 || !isUnexpectedEnd(last.reason)) return "fine";
  // Told by whoever came after its gateway: before that there was nobody to whom it could have come back.
  const from =
    last.reason === "gateway_lost" ? Math.max(disconnected_at, streamIdSeconds(stream_id)) : disconnected_at;
  return { from, value: 1, stream_id };
}

function shortOf(rule: Rule, { sessions }: RobotState): Found {
  const own = sessions.findLast(({ reason }) => !isOurEnd(reason));
  if (!own || own.duration_seconds >= rule.threshold) return "fine";
  const { disconnected_at: from, duration_seconds: value, stream_id } = own;
  return { from, until: from + SHORT_SHOWN_SECONDS, value, stream_id };
}

export const LEVEL_METRICS = {
  battery_low: "battery_percentage",
  cpu_high: "cpu_usage",
  memory_high: "memory_usage",
  latency_high: "network_latency_ms",
} as const satisfies Partial<Record<RuleKind, string>>;
export const LEVEL_KINDS = Object.keys(LEVEL_METRICS) as (keyof typeof LEVEL_METRICS)[];

export const isLevel = ({ kind }: Pick<Rule, "kind">): boolean => Object.hasOwn(LEVEL_METRICS, kind);

/** One sample of a robot, received at `at`. What it doesn't carry says nothing. */
export function ofSample(rule: Rule, metrics: Readonly<Record<string, number>>, at: number): Found | null {
  const value = metrics[LEVEL_METRICS[rule.kind as keyof typeof LEVEL_METRICS]];
  if (value === undefined) return null;
  const beyond = (limit: number) => (isLow(rule) ? value < limit : value > limit);
  if (beyond(rule.threshold)) return { from: at, value, stream_id: null };
  return beyond(rule.recovery ?? rule.threshold) ? "between" : "fine";
}

export const AGENT_KINDS = ["karma_fallen"] as const;

export function ofAgent(rule: Rule, agent: AgentState): Found {
  const guard = guardOf(agent, { fall: rule.threshold, evaluations: 2 });
  const last = agent.evaluations.at(-1);
  if (guard.kind !== "fallen" || !last) return "fine";
  const stream_id = agent.versions.findLast(({ version }) => version === last.version)?.stream_id ?? null;
  return { from: last.at, value: guard.fall, stream_id };
}

/** What is known of how often a producer speaks. */
export interface Cadence {
  last_at: number;
  stream_id: string;
  /** The newest pauses between its events, in seconds; those within a burst are one. */
  pauses: readonly number[];
}

const PAUSES_KEPT = 50;
/** Before that many a habit is a guess. */
const PAUSES_NEEDED = 20;
/** Shorter pauses are counted together: robots that all connect at once are not a habit. */
const BURST_SECONDS = 10;
/** Shorter silences are nobody's business. */
const SILENCE_AT_LEAST_SECONDS = 60;
/** Who speaks more rarely than this has no cadence that a silence would break. */
const RARE_SECONDS = 900;

export function heard(cadence: Cadence | undefined, at: number, streamId: string): Cadence {
  if (!cadence) return { last_at: at, stream_id: streamId, pauses: [] };
  const pause = Math.max(0, at - cadence.last_at);
  const newest = cadence.pauses.at(-1);
  const pauses =
    newest !== undefined && newest < BURST_SECONDS
      ? [...cadence.pauses.slice(0, -1), newest + pause]
      : [...cadence.pauses, pause].slice(-PAUSES_KEPT);
  return { last_at: at, stream_id: streamId, pauses };
}

/** Silent for more than `threshold` times its longest usual pause, and only while somebody has been looking. */
export function ofSource(rule: Rule, { last_at, stream_id, pauses }: Cadence, lookingSince: number): Found {
  if (pauses.length < PAUSES_NEEDED) return "fine";
  const sorted = [...pauses].sort((a, b) => a - b);
  const usual = sorted[Math.floor(sorted.length * 0.95)] ?? 0;
  if (usual > RARE_SECONDS) return "fine";
  const allowed = Math.max(SILENCE_AT_LEAST_SECONDS, rule.threshold * usual);
  return { from: Math.max(last_at, lookingSince) + allowed, value: allowed, stream_id };
}
