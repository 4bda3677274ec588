import { expect, test } from "vitest";
import { OWN_JOB } from "../metrics/cadence.ts";
import type { JobState, Run } from "../metrics/state.ts";
import { worstJob } from "./worst-job.ts";

const NOW = 100_000;
const every = 30;

const completed = (started_at: number, duration_ms = 800): Run => ({
  id: `${started_at}-0`,
  status: "completed",
  started_at,
  ended_at: started_at + 1,
  duration_ms,
  entries_processed: 3,
});
const failed = (started_at: number): Run => ({
  id: `${started_at}-0`,
  status: "failed",
  started_at,
  ended_at: started_at + 1,
  derived_duration_ms: 1_000,
  error_type: "OSError",
  error_message: "disk is full",
});
const job = (job_id: string, ...runs: Run[]): JobState => ({
  job_id,
  source: "s",
  runs,
  consecutive_failures: 0,
});
const worst = (...jobs: JobState[]) => {
  const found = worstJob(new Map(jobs.map((one) => [one.job_id, one])), NOW, every);
  return [found.jobId, found.status.word, found.others, found.othersInTrouble];
};
const own = (...runs: Run[]) => job(OWN_JOB, ...runs);
/** Every 30 s, the last time so many seconds ago. */
const habitual = (job_id: string, ago: number) =>
  job(job_id, ...[4, 3, 2, 1, 0].map((place) => completed(NOW - ago - 30 * place)));

test("while all is well it is this server's own, also before it ever ran", () => {
  expect(worst(own(completed(NOW - 5)))).toEqual([OWN_JOB, "ok", 0, 0]);
  expect(worst(habitual("a_report", 5), own(completed(NOW - 5)))).toEqual([OWN_JOB, "ok", 1, 0]);
  expect(worst()).toEqual([OWN_JOB, "unknown", 0, 0]);
});

test("another producer's job that failed or is late is told instead", () => {
  expect(worst(own(completed(NOW - 5)), job("report", failed(NOW - 400)))).toEqual([
    "report",
    "failed",
    1,
    0,
  ]);
  expect(worst(own(completed(NOW - 5)), habitual("report", 50))).toEqual(["report", "late", 1, 0]);
  expect(worst(habitual("report", 50))).toEqual(["report", "late", 1, 0]);
});

test("of several in trouble it is the one that is worst off, this server's own among equals", () => {
  const slow = job("b", completed(NOW - 5, 6_000));
  expect(worst(own(failed(NOW - 5)), job("a", failed(NOW - 5)), slow)).toEqual([OWN_JOB, "failed", 2, 2]);
  expect(worst(own(completed(NOW - 5, 6_000)), habitual("a", 70), slow)).toEqual(["a", "missed", 2, 2]);
  expect(worst(own(completed(NOW - 5)), job("c", failed(NOW - 5)), job("a", failed(NOW - 5)))).toEqual([
    "a",
    "failed",
    2,
    1,
  ]);
});
