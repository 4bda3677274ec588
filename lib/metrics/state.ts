import { append } from "../append.ts";
import type { AggregationCompleted, AggregationFailed, AggregationStarted } from "./events.ts";

/** Runs kept per job: the strip on the job page shows as many. */
export const RUNS_KEPT = 120;

interface RunBase {
  /** Stream id of the run's first event: its identity, since a run has no id of its own. */
  id: string;
  /** Unix seconds; null when the start was never seen. */
  started_at: number | null;
  /** Stream id of the event that told its end; missing while it runs. */
  end_id?: string;
}

/** One run of a job, paired from its events by `job_id` and order. Times are Unix seconds. */
export type Run =
  | (RunBase & { status: "running" })
  | (RunBase & {
      status: "completed";
      ended_at: number;
      duration_ms: number;
      entries_processed: number;
      by_status?: Record<string, number>;
    })
  | (RunBase & {
      status: "failed";
      ended_at: number;
      /** End minus start: a failed event carries no duration. Null when the start was never seen. */
      derived_duration_ms: number | null;
      error_type: string;
      error_message: string;
    })
  /** Another start followed: its end was never told. */
  | (RunBase & { status: "lost" });

export interface JobState {
  job_id: string;
  source: string;
  /** Oldest first; the last one may be running. */
  runs: Run[];
  /** Runs that failed one after another up to now. */
  consecutive_failures: number;
}

export interface MetricsState {
  jobs: ReadonlyMap<string, JobState>;
}

export const emptyMetrics: MetricsState = { jobs: new Map() };

type At = { stream_id: string; source: string };

export function onStarted(job: JobState | undefined, payload: AggregationStarted, where: At): JobState {
  const { runs = [], consecutive_failures = 0 } = job ?? {};
  const run: Run = { id: where.stream_id, started_at: payload.started_at, status: "running" };
  return next(job, payload.job_id, where, append(withoutRunning(runs), run, RUNS_KEPT), consecutive_failures);
}

export function onCompleted(job: JobState | undefined, payload: AggregationCompleted, where: At): JobState {
  const { open, endWith } = openRun(job, where);
  const run: Run = {
    ...open,
    end_id: where.stream_id,
    status: "completed",
    ended_at: payload.completed_at,
    duration_ms: payload.duration_ms,
    entries_processed: payload.entries_processed,
    ...(payload.missions_by_status && { by_status: payload.missions_by_status }),
  };
  return next(job, payload.job_id, where, endWith(run), 0);
}

export function onFailed(job: JobState | undefined, payload: AggregationFailed, where: At): JobState {
  const { open, isOvertaken, endWith } = overtakenRun(job, payload.started_at) ?? openRun(job, where);
  const run: Run = {
    ...open,
    end_id: where.stream_id,
    status: "failed",
    ended_at: payload.failed_at,
    derived_duration_ms:
      open.started_at === null ? null : Math.max(0, (payload.failed_at - open.started_at) * 1000),
    error_type: payload.error_type,
    error_message: payload.error_message,
  };
  const before = job?.consecutive_failures ?? 0;
  return next(job, payload.job_id, where, endWith(run), isOvertaken ? before : before + 1);
}

interface EndingRun {
  open: RunBase;
  /** A run that began later has been completed: this one's end is no failure since then. */
  isOvertaken: boolean;
  endWith(run: Run): Run[];
}

/** A run that was taken for lost, because another gateway began one before this one's end was told. */
function overtakenRun(job: JobState | undefined, startedAt: number | undefined): EndingRun | null {
  if (!job || startedAt === undefined) return null;
  const place = job.runs.findLastIndex((run) => run.status === "lost" && run.started_at === startedAt);
  const lost = job.runs[place];
  if (!lost) return null;
  return {
    open: { id: lost.id, started_at: lost.started_at },
    isOvertaken: job.runs.slice(place).some(({ status }) => status === "completed"),
    endWith: (run) => job.runs.with(place, run),
  };
}

/** The run that an end belongs to, and the job's runs once it is told. */
function openRun(job: JobState | undefined, where: At): EndingRun {
  const runs = job?.runs ?? [];
  const last = runs.at(-1);
  if (last?.status === "running")
    return {
      open: { id: last.id, started_at: last.started_at },
      isOvertaken: false,
      endWith: (run) => runs.with(-1, run),
    };
  return {
    open: { id: where.stream_id, started_at: null },
    isOvertaken: false,
    endWith: (run) => append(runs, run, RUNS_KEPT),
  };
}

function withoutRunning(runs: readonly Run[]): readonly Run[] {
  const last = runs.at(-1);
  return last?.status === "running" ? runs.with(-1, { ...last, status: "lost" }) : runs;
}

function next(job: JobState | undefined, jobId: string, where: At, runs: Run[], failures: number): JobState {
  return {
    job_id: jobId,
    source: job?.source ?? where.source,
    runs,
    consecutive_failures: failures,
  };
}
