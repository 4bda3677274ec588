import { agentView } from "../dna/agents.ts";
import { reasonWords } from "../events/sentence.ts";
import type { State } from "../fold.ts";
import { formatMs, formatNumber, formatSeconds, plural } from "../format.ts";
import { intervalOf } from "../metrics/cadence.ts";
import type { JobState } from "../metrics/state.ts";
import { jobStatus, lastEnded, SLOW_MS } from "../metrics/status.ts";
import { isOld, isUnexpectedEnd, type Presence, type PresenceWord, presence } from "../telemetry/presence.ts";
import type { Proof } from "../telemetry/proof.ts";
import type { LatestSample } from "../telemetry/sample.ts";
import { type Held, held } from "./attention-line.ts";

/** The contract's thresholds; comparisons are strict. */
export const BATTERY_LOW_PERCENT = 20;
const CPU_HIGH_PERCENT = 90;
/** Scores wobble. The contract calls a rise by more than this notable; so is a fall. */
const KARMA_FALL = 0.1;
const REPEATED_FAILURES = 3;
/** So long a robot may stay unproven after a start: the lease of a gateway that died has run out by then. */
const PROOF_SECONDS = 30;

export interface Moment {
  state: Pick<State, "dna" | "metrics" | "telemetry">;
  /** Null while the latest samples aren't here yet: nothing is said about what depends on them. */
  samples: ReadonlyMap<string, LatestSample> | null;
  /** What this server can vouch for; null where nothing is in doubt. */
  proof: Proof | null;
  now: number;
  /** How often this server's own job is due. */
  intervalSeconds: number;
}

/** What is wrong at a moment by what was told up to then, with no regard to how long it has been so. */
export const atThisMoment = (moment: Moment): Held[] => [
  ...jobs(moment),
  ...robots(moment),
  ...agents(moment),
];

export type RobotWord = PresenceWord | "dropped";

/** `offline` for a robot that left, `dropped` for one that was lost. */
export function robotState({ word, reason }: Presence): RobotWord {
  return word === "offline" && isUnexpectedEnd(reason) ? "dropped" : word;
}

function jobs({ state, now, intervalSeconds }: Moment): Held[] {
  return [...state.metrics.jobs.values()].flatMap((job) => {
    // A job whose cadence isn't known can fail and be slow, but not be late.
    const interval = intervalOf(job.job_id, job, intervalSeconds) ?? Number.POSITIVE_INFINITY;
    return [...failures(job), ...pace(job, now, interval)];
  });
}

function failures(job: JobState): Held[] {
  const { job_id, consecutive_failures: times } = job;
  const last = lastEnded(job);
  if (last?.status !== "failed") return [];
  const why = `${last.error_type}: ${last.error_message}`;
  const failed = held("job_failed", "job", job_id, `Its last run failed. ${why}`, last.ended_at);
  const words = `Failed ${times} times in a row. ${why}`;
  return times < REPEATED_FAILURES
    ? [failed]
    : [failed, held("job_failing", "job", job_id, words, last.ended_at)];
}

function pace(job: JobState, now: number, intervalSeconds: number): Held[] {
  const { word, last, lastStartedAt } = jobStatus(job, now, intervalSeconds);
  const ago = now - (lastStartedAt ?? now);
  const age = formatSeconds(ago);
  const every = `expected every ${formatSeconds(intervalSeconds)}`;
  switch (word) {
    case "missed": {
      const missed = plural(Math.max(1, Math.floor(ago / intervalSeconds) - 1), "run");
      const words = `Missed ${missed}: last started ${age} ago, ${every}`;
      return [held("job_missed", "job", job.job_id, words, lastStartedAt)];
    }
    case "stuck":
      return [held("job_stuck", "job", job.job_id, `Started ${age} ago and has not ended`, lastStartedAt)];
    case "late":
      return [held("job_late", "job", job.job_id, `Last started ${age} ago, ${every}`, lastStartedAt)];
    case "slow": {
      if (last?.status !== "completed") return [];
      const words = `Its last run took ${formatMs(last.duration_ms)}, over ${formatMs(SLOW_MS)}`;
      return [held("job_slow", "job", job.job_id, words, last.ended_at)];
    }
    default:
      return [];
  }
}

function robots({ state, samples, proof, now }: Moment): Held[] {
  const found: Held[] = [];
  if (!samples) return found;
  for (const robot of state.telemetry.robots.values()) {
    const latest = samples.get(robot.robot_id);
    const is = presence(robot, latest, now, proof);
    const tell = (matter: Held["matter"], words: string, since: number | null = null) =>
      found.push(held(matter, "robot", robot.robot_id, words, since));
    if (robotState(is) === "dropped") tell("robot_dropped", `Gone: ${reasonWords(is.reason)}`, is.since);
    if (is.word === "stale")
      tell("robot_stale", `Connected, but silent for ${formatSeconds(now - is.since)}`, is.since);
    if (is.word === "unknown" && now - is.since > PROOF_SECONDS)
      tell("robot_unknown", "Connected before Brainwave started, not heard of since", is.since);
    if (isOld(robot, latest, is, now)) continue;
    const { battery_percentage: charge, cpu_usage: load } = latest?.metrics ?? {};
    if (charge !== undefined && charge < BATTERY_LOW_PERCENT)
      tell("battery_low", `Battery at ${Math.floor(charge)} %`);
    if (load !== undefined && load > CPU_HIGH_PERCENT) tell("cpu_high", `CPU at ${Math.ceil(load)} %`);
  }
  return found;
}

const agents = ({ state }: Moment): Held[] =>
  [...state.dna.agents.values()].flatMap((agent) => {
    const { agentId, delta } = agentView(agent);
    if (delta === null || delta >= -KARMA_FALL) return [];
    const last = agent.versions.findLast((version) => version.evaluated);
    if (typeof last?.karma !== "number") return [];
    const words = `Karma fell by ${formatNumber(-delta, 2)} to ${formatNumber(last.karma, 2)}, version ${last.version}`;
    return [held("karma_fallen", "agent", agentId, words, last.evaluated_at)];
  });
