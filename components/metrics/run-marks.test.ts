import { expect, test } from "vitest";
import type { JobState, Run } from "../../lib/metrics/state.ts";
import { lastStuck, runMarks } from "./run-marks.ts";

const done = (started_at: number, duration_ms = 1000): Run => ({
  id: `${started_at}-0`,
  started_at,
  status: "completed",
  ended_at: started_at + 1,
  duration_ms,
  entries_processed: 2,
});
const job = (runs: Run[]): JobState => ({ job_id: "j", source: "s", runs, consecutive_failures: 0 });
const states = (runs: Run[], count = 40) => runMarks(job(runs), 30, count, "utc").map(({ state }) => state);

test("a start that did not come is a mark of its own", () => {
  expect(states([done(0), done(30), done(120)])).toEqual([
    "completed",
    "completed",
    "missed",
    "missed",
    "completed",
  ]);
});

test("a little late is not missed, and a night is not a thousand marks", () => {
  expect(states([done(0), done(41)])).toEqual(["completed", "completed"]);
  expect(states([done(0), done(36_000)])).toHaveLength(7);
});

test("exactly 5,000 ms is not slow", () => {
  expect(states([done(0, 5000), done(30, 5001)])).toEqual(["completed", "slow"]);
});

test("keeps the newest", () => {
  const marks = runMarks(job([done(0), done(30), done(60)]), 30, 2, "utc");
  expect(marks.map(({ id }) => id)).toEqual(["30-0", "60-0"]);
  expect(marks[1]?.words).toBe("00:01:00: completed in 1.00 s, 2 entries");
});

test("only a run that has not ended is stuck", () => {
  const running: Run = { id: "30-0", started_at: 30, status: "running" };
  const marks = lastStuck(runMarks(job([done(0), running]), 30, 40, "utc"));
  expect(marks.map(({ state, words }) => [state, words])).toEqual([
    ["completed", "00:00:00: completed in 1.00 s, 2 entries"],
    ["stuck", "00:00:30: running, stuck"],
  ]);
  expect(lastStuck(runMarks(job([done(0)]), 30, 40, "utc"))[0]?.state).toBe("completed");
});

test("nothing has no marks", () => {
  expect(runMarks(undefined, 30, 40, "utc")).toEqual([]);
});
