import { describe, expect, test } from "vitest";
import { intervalOf } from "./cadence.ts";
import { failureGroups } from "./failures.ts";
import { type JobState, onCompleted, onFailed, onStarted } from "./state.ts";

const fail = (job: JobState | undefined, error_type: string, failed_at: number, error_message = "") =>
  onFailed(
    job,
    { job_id: "j", error_type, error_message, failed_at },
    { stream_id: `${failed_at}-0`, source: "s" },
  );

test("failures are grouped by type, with the first, the last and the newest message", () => {
  let job = fail(undefined, "Timeout", 10, "old");
  job = fail(job, "Connection", 20);
  job = fail(job, "Timeout", 30, "new");
  expect(failureGroups(job)).toEqual([
    { type: "Timeout", count: 2, inRow: 1, first: 10, last: 30, message: "new", runId: "30-0" },
    { type: "Connection", count: 1, inRow: 1, first: 20, last: 20, message: "", runId: "20-0" },
  ]);
});

test("how many came in a row is told, as long as no run ended well in between", () => {
  let job = fail(fail(undefined, "Timeout", 10), "Timeout", 20);
  job = onCompleted(
    job,
    { job_id: "j", completed_at: 30, duration_ms: 1, entries_processed: 0 },
    { stream_id: "30-0", source: "s" },
  );
  for (const at of [40, 50, 60]) job = fail(job, "Timeout", at);
  expect(failureGroups(fail(job, "Other", 70)).map(({ type, inRow }) => [type, inRow])).toEqual([
    ["Other", 1],
    ["Timeout", 3],
  ]);
});

test("no job has no failures", () => expect(failureGroups(undefined)).toEqual([]));

describe("how often a job is due", () => {
  const startedAt = (...times: number[]) =>
    times.reduce<JobState | undefined>(
      (job, started_at) =>
        onStarted(job, { job_id: "j", started_at }, { stream_id: `${started_at}-0`, source: "s" }),
      undefined,
    );

  test("is the setting for the own job", () =>
    expect(intervalOf("aggregate_mission_metrics", undefined, 30)).toBe(30));
  test("is learned from the starts of another, a pause in between forgiven", () =>
    expect(intervalOf("j", startedAt(0, 60, 120, 720, 780), 30)).toBe(60));
  test("doesn't count starts of one turn as its pauses", () =>
    expect(intervalOf("j", startedAt(0, 0.25, 0.5, 3600, 3600.25, 3600.5, 7200, 7200.5, 10_800), 30)).toBe(
      3599.5,
    ));
  test("is unknown of what starts again and again", () =>
    expect(intervalOf("j", startedAt(0, 0.25, 0.5, 0.75, 1, 1.25), 30)).toBeNull());
  test("is unknown after few starts", () => expect(intervalOf("j", startedAt(0, 60), 30)).toBeNull());
});
