import type { JobState, Run } from "./state.ts";

/** Thresholds in the contract's words; comparisons are strict. */
export const SLOW_MS = 5000;
/** Late, missed and stuck as multiples of the interval: 45 s, 60 s and 60 s for a job every 30 s. */
const LATE_FACTOR = 1.5;
const MISSED_FACTOR = 2;
const STUCK_FACTOR = 2;
/** BRAiN's job reads at most this many entries: a run with as many may have left some. */
export const ENTRIES_CAP = 500;

export type JobWord = "ok" | "running" | "slow" | "late" | "missed" | "stuck" | "failed" | "unknown";

export interface JobStatus {
  word: JobWord;
  /** Unix seconds; null when no run has been seen. */
  lastStartedAt: number | null;
  nextRunAt: number | null;
  last: Run | undefined;
}

/** How a job is doing at `now` (Unix seconds), for a job that should start every `intervalSeconds`. */
export function jobStatus(job: JobState | undefined, now: number, intervalSeconds: number): JobStatus {
  const last = job?.runs.at(-1);
  const lastStartedAt = last ? (last.started_at ?? endOf(last)) : null;
  const nextRunAt = lastStartedAt === null ? null : lastStartedAt + intervalSeconds;
  return { word: word(last, lastStartedAt, now, intervalSeconds), lastStartedAt, nextRunAt, last };
}

/** The last run that ended, whatever came of it. */
export const lastEnded = (job: JobState | undefined): Run | undefined =>
  job?.runs.findLast((run) => run.status === "completed" || run.status === "failed");

/** Milliseconds a run took, derived where its event carries none; null while unknown. */
export function durationMs(run: Run): number | null {
  if (run.status === "completed") return run.duration_ms;
  return run.status === "failed" ? run.derived_duration_ms : null;
}

const endOf = (run: Run): number | null => ("ended_at" in run ? run.ended_at : null);

function word(last: Run | undefined, startedAt: number | null, now: number, interval: number): JobWord {
  if (!last || startedAt === null) return "unknown";
  const age = now - startedAt;
  if (last.status === "running") return age > STUCK_FACTOR * interval ? "stuck" : "running";
  if (age > MISSED_FACTOR * interval) return "missed";
  if (last.status === "failed") return "failed";
  if (age > LATE_FACTOR * interval) return "late";
  return last.status === "completed" && last.duration_ms > SLOW_MS ? "slow" : "ok";
}
