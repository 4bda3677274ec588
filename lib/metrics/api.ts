import { z } from "zod";
import type { RouteSpec } from "../http/api.ts";
import { toIso } from "../time.ts";
import type { JobState, Run } from "./state.ts";
import { durationMs, jobStatus } from "./status.ts";

/** Requests and answers of the metrics module (contract section 4). Datetimes are ISO-8601 UTC. */

export const JobParams = z.object({ job_id: z.string().min(1).max(128).describe("The job.") });

const JOB_WORDS = ["ok", "running", "slow", "late", "missed", "stuck", "failed", "unknown"] as const;

export const JobRun = z
  .object({
    run_id: z.string().describe("Stream id of the run's first event."),
    status: z.enum(["running", "completed", "failed", "lost"]),
    started_at: z.iso.datetime().nullable().describe("Null when the start was never seen."),
    ended_at: z.iso.datetime().nullable(),
    duration_ms: z.number().nullable().describe("Milliseconds."),
    duration_derived: z
      .boolean()
      .describe("True where it is end minus start: a failed run tells no duration."),
    entries_processed: z.number().nullable(),
    error_type: z.string().nullable(),
    error_message: z.string().nullable(),
  })
  .meta({ id: "JobRun" });
export type JobRun = z.infer<typeof JobRun>;

export const Job = z
  .object({
    job_id: z.string(),
    state: z.enum(JOB_WORDS),
    interval_seconds: z
      .number()
      .nullable()
      .describe("A run is due every so many seconds; null while unknown."),
    last_started_at: z.iso.datetime().nullable(),
    next_run_at: z.iso.datetime().nullable(),
    consecutive_failures: z.int().min(0),
    runs: z.array(JobRun).describe("The last ones, newest first."),
  })
  .meta({ id: "Job" });
export type Job = z.infer<typeof Job>;

export const JobList = z.object({ jobs: z.array(Job) }).meta({ id: "JobList" });
export type JobList = z.infer<typeof JobList>;

export const JobRunResult = z
  .object({
    job_id: z.string(),
    status: z.enum(["completed", "failed"]),
    started_at: z.iso.datetime(),
    ended_at: z.iso.datetime(),
    duration_ms: z.number().describe("Milliseconds."),
    entries_processed: z.int().min(0).nullable().describe("Null when it failed."),
    error_type: z.string().nullable(),
    error_message: z.string().nullable(),
  })
  .meta({ id: "JobRunResult" });
export type JobRunResult = z.infer<typeof JobRunResult>;

export const MissionCounts = z
  .object({
    counts: z.record(z.string(), z.int().min(0)).describe("Entries counted so far, by their status."),
    total: z.int().min(0),
    unreadable: z.int().min(0).describe("Entries without a readable status."),
  })
  .meta({ id: "MissionCounts" });
export type MissionCounts = z.infer<typeof MissionCounts>;

export const MISSIONS_AT_ONCE = 1000;

export const Mission = z
  .looseObject({
    status: z.string().min(1).max(128).describe("completed, failed, running …: what is counted."),
  })
  .meta({ id: "Mission" });
export type Mission = z.infer<typeof Mission>;

export const MissionsRequest = z.union([Mission, z.array(Mission).min(1).max(MISSIONS_AT_ONCE)]);
export type MissionsRequest = z.infer<typeof MissionsRequest>;

export const MissionsAccepted = z
  .object({ accepted: z.array(z.object({ stream_id: z.string() })).describe("In the order given.") })
  .meta({ id: "MissionsAccepted" });
export type MissionsAccepted = z.infer<typeof MissionsAccepted>;

/** A job as the API shows it, from the fold's state of it. `now` is in Unix seconds. */
export function toJob(
  job: JobState | undefined,
  jobId: string,
  now: number,
  intervalSeconds: number | null,
): Job {
  const status = jobStatus(job, now, intervalSeconds ?? Number.POSITIVE_INFINITY);
  return {
    job_id: jobId,
    state: status.word,
    interval_seconds: intervalSeconds,
    last_started_at: isoOrNull(status.lastStartedAt),
    next_run_at: intervalSeconds === null ? null : isoOrNull(status.nextRunAt),
    consecutive_failures: job?.consecutive_failures ?? 0,
    runs: (job?.runs ?? []).map(toJobRun).reverse(),
  };
}

function toJobRun(run: Run): JobRun {
  const ended = run.status === "completed" || run.status === "failed";
  const failed = run.status === "failed";
  return {
    run_id: run.id,
    status: run.status,
    started_at: isoOrNull(run.started_at),
    ended_at: ended ? toIso(run.ended_at) : null,
    duration_ms: durationMs(run),
    duration_derived: failed && run.derived_duration_ms !== null,
    entries_processed: run.status === "completed" ? run.entries_processed : null,
    error_type: failed ? run.error_type : null,
    error_message: failed ? run.error_message : null,
  };
}

const isoOrNull = (seconds: number | null): string | null => (seconds === null ? null : toIso(seconds));

export const ListJobs = {
  method: "GET",
  path: "/api/metrics/jobs",
  needs: "viewer",
  tag: "metrics",
  summary: "The jobs: how they are doing, their last runs and the next one",
  status: 200,
  answer: JobList,
} satisfies RouteSpec;

export const RunJob = {
  method: "POST",
  path: "/api/metrics/jobs/{job_id}/run",
  needs: "operator",
  tag: "metrics",
  summary: "Run a job now and wait for its end",
  params: JobParams,
  status: 200,
  answer: JobRunResult,
  errors: { 404: "The job is not known.", 409: "The job is running already." },
} satisfies RouteSpec;

export const GetMissions = {
  method: "GET",
  path: "/api/metrics/missions",
  needs: "viewer",
  tag: "metrics",
  summary: "Mission entries counted so far, by status",
  status: 200,
  answer: MissionCounts,
} satisfies RouteSpec;

export const AddMissions = {
  method: "POST",
  path: "/api/metrics/missions",
  needs: "operator",
  tag: "metrics",
  summary: "Add mission entries for the aggregation job to count",
  body: MissionsRequest,
  status: 202,
  answer: MissionsAccepted,
} satisfies RouteSpec;
