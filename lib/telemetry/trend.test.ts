import { expect, test } from "vitest";
import { TREND_SECONDS, TREND_STEP_SECONDS, trendBegin, trendPoints } from "./trend.ts";

test("the last step holds the present, and steps begin at whole minutes", () => {
  expect(trendBegin(9000)).toBe(9060 - TREND_SECONDS);
  expect(trendBegin(9059.9)).toBe(9060 - TREND_SECONDS);
  expect(trendBegin(9060)).toBe(9120 - TREND_SECONDS);
});

test("both extremes of a step are on the line, in the order in which they came", () => {
  expect(trendPoints([5, [80, 2]], 900, 10)).toEqual([
    { x: 930, y: 5 },
    { x: 975, y: 80 },
    { x: 1005, y: 2 },
  ]);
});

test("the line breaks where the robot was silent for longer than it may be, and not before", () => {
  const broken = (steps: Parameters<typeof trendPoints>[0], silenceAllowed: number) =>
    trendPoints(steps, 0, silenceAllowed).some(({ y }) => y === null);
  expect(broken([1, 2, 3], 10)).toBe(false);
  expect(broken([1, null, 3], 10)).toBe(true);
  // One sample in two minutes: every other step is empty, and nothing is missing.
  expect(broken([1, null, 3, null, 5], 360)).toBe(false);
  expect(broken([1, null, null, null, null, null, null, 5], 180)).toBe(true);
});

test("before the first sample and after the last one there is nothing to break", () => {
  expect(trendPoints([null, null, 4, null], 0, 10)).toEqual([{ x: 2.5 * TREND_STEP_SECONDS, y: 4 }]);
});
