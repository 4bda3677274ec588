import { describe, expect, test } from "vitest";
import { durationSummary, entriesPerMinute, jobSentence } from "./sentence.ts";
import { type JobState, onCompleted, onFailed, onStarted } from "./state.ts";

// 2026-01-12 14:02:30 UTC
const START = 1_768_226_550;
const JOB = "aggregate_mission_metrics";
const where = { stream_id: "1-0", source: "metrics_service" };

const started = (job?: JobState, at = START) => onStarted(job, { job_id: JOB, started_at: at }, where);
const completed = (duration_ms = 12, at = START) =>
  onCompleted(
    started(undefined, at),
    { job_id: JOB, entries_processed: 3, duration_ms, completed_at: at + duration_ms / 1000 },
    where,
  );
const failed = (job?: JobState) =>
  onFailed(
    started(job),
    { job_id: JOB, error_type: "ConnectionError", error_message: "Redis is away", failed_at: START + 2 },
    where,
  );
const say = (job: JobState | undefined, after: number) => jobSentence(job, START + after, 30, "utc");

describe("why the job's word is what it is", () => {
  test("never seen", () => expect(say(undefined, 0)).toMatch(/^No run has been seen yet/));
  test("ok", () =>
    expect(say(completed(), 5)).toBe(
      "Last ran 14:02:30 and took 12 ms for 3 entries. A run is due every 30 s.",
    ));
  test("running", () =>
    expect(say(started(completed()), 1)).toBe("Started 14:02:30. A run usually takes 12 ms."));
  test("slow", () =>
    expect(say(completed(5001), 6)).toBe("The run of 14:02:30 took 5,001 ms, longer than 5,000 ms."));
  test("late", () => expect(say(completed(), 50)).toBe("Last ran 14:02:30, expected 14:03:00: 20 s late."));
  test("missed", () => expect(say(completed(), 95)).toBe("Last ran 14:02:30, expected 14:03:00, missed 2."));
  test("stuck", () => expect(say(started(), 75)).toBe("Started 14:02:30 and has not ended for 1 m 15 s."));
  test("failed once", () =>
    expect(say(failed(), 5)).toBe(
      "The last run failed at 14:02:32. ConnectionError: Redis is away. The next run is due 14:03:00.",
    ));
  test("failed, and the next run hasn't come", () =>
    expect(say(failed(), 40)).toBe(
      "The last run failed at 14:02:32. ConnectionError: Redis is away. The next run was due 14:03:00.",
    ));
  test("failed again and again", () =>
    expect(say(failed(failed()), 5)).toMatch(/^The last 2 runs failed, the latest/));
  test("nothing is promised of a job whose cadence isn't known", () => {
    const say = (job: JobState) => jobSentence(job, START + 1e6, Number.POSITIVE_INFINITY, "utc");
    expect(say(completed())).toBe("Last ran 14:02:30 and took 12 ms for 3 entries.");
    expect(say(failed())).toBe("The last run failed at 14:02:32. ConnectionError: Redis is away.");
  });
  test("a run whose end was never seen, then another", () =>
    expect(say({ ...started(), runs: [{ id: "1-0", started_at: START, status: "lost" }] }, 5)).toMatch(
      /never seen/,
    ));
});

describe("how long runs take", () => {
  test("is told by values that were measured", () => {
    const runs = Array.from({ length: 20 }, (_, i) => completed((i + 1) * 10).runs).flat();
    expect(durationSummary({ ...completed(), runs })).toEqual({ p50: 100, p95: 190, runs: 20 });
  });
  test("is unknown without a completed run", () => expect(durationSummary(failed())).toBeNull());
});

test("entries per minute leave out what had come before the first run, and need a minute", () => {
  const runs = [0, 30, 60, 120].flatMap((after) => completed(0, START + after).runs);
  const job = { ...completed(), runs };
  expect(entriesPerMinute(job)).toBe(4.5);
  expect(entriesPerMinute({ ...job, runs: runs.slice(0, 2) })).toBeNull();
  expect(entriesPerMinute(undefined)).toBeNull();
});
