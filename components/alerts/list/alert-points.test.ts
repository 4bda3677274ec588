import { expect, test } from "vitest";
import { alertPoints } from "./alert-points.ts";

const step = (at: number) => ({ at, min: 10, mean: 50, max: 95, last: 50, count: 3 });

test("no line crosses a step without a sample", () => {
  const points = alertPoints(
    { points: [step(0), step(10), step(40)], step_seconds: 10 },
    { kind: "cpu_high" },
  );
  expect(points.map(({ x, y }) => [x, y])).toEqual([
    [0, 95],
    [10, 95],
    [25, null],
    [40, 95],
  ]);
});

test("a single sample beyond the limit is seen, whichever way the limit is", () => {
  const history = { points: [step(0)], step_seconds: 10 };
  expect(alertPoints(history, { kind: "cpu_high" })[0]?.y).toBe(95);
  expect(alertPoints(history, { kind: "battery_low" })[0]?.y).toBe(10);
});
