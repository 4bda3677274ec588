import { expect, test } from "vitest";
import { nextRun, type RunOutcome } from "./job-model.ts";
import { createRandom } from "./random.ts";

function runs(count: number, faultRate: number): RunOutcome[] {
  const random = createRandom("job");
  const all: RunOutcome[] = [];
  for (let n = 0; n < count; n++) all.push(nextRun(all.at(-1) ?? null, { random, faultRate }));
  return all;
}

test("without faults every run ends well and in time", () => {
  const all = runs(500, 0);
  expect(all.every(({ kind, durationMs }) => kind === "completed" && durationMs <= 5_000)).toBe(true);
});

test("with faults runs fail, also three in a row with the same error, are slow, and are lost", () => {
  const all = runs(500, 0.1);
  const threeAlike = all.some((run, n) => {
    const [one, two] = [all[n + 1], all[n + 2]];
    return (
      run.kind === "failed" &&
      one?.kind === "failed" &&
      two?.kind === "failed" &&
      run.error === one.error &&
      one.error === two.error
    );
  });
  expect(threeAlike).toBe(true);
  expect(all.some(({ kind }) => kind === "lost")).toBe(true);
  expect(all.some(({ kind, durationMs }) => kind === "completed" && durationMs > 5_000)).toBe(true);
  expect(all.filter(({ kind }) => kind === "completed").length).toBeGreaterThan(300);
});
