import { expect, test } from "vitest";
import { missionsOverTime } from "./missions.ts";
import { type JobState, onCompleted } from "./state.ts";

const jobOf = (...counted: (Record<string, number> | undefined)[]) =>
  counted.reduce<JobState | undefined>(
    (job, missions_by_status, n) =>
      onCompleted(
        job,
        { job_id: "j", entries_processed: 1, duration_ms: 1, completed_at: 30 * n, missions_by_status },
        { stream_id: `${n}-0`, source: "s" },
      ),
    undefined,
  );

test("what each run counted is told by status, the most frequent first, and whatever else as one", () => {
  const found = missionsOverTime(jobOf({ done: 2, failed: 1 }, undefined, { done: 3, late: 1, odd: 1 }), 2);
  expect(found.map(({ status, total }) => [status, total])).toEqual([
    ["done", 5],
    ["failed", 1],
    ["all others", 2],
  ]);
  // A run that tells nothing of it is none in which nothing was counted.
  expect(found[1]?.runs).toEqual([
    { id: "0-0", at: 0, count: 1 },
    { id: "2-0", at: 60, count: 0 },
  ]);
});

test("of runs that tell nothing there is nothing", () => {
  expect(missionsOverTime(jobOf(undefined), 3)).toEqual([]);
  expect(missionsOverTime(undefined, 3)).toEqual([]);
});
