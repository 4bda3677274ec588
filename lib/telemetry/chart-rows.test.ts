import { expect, test } from "vitest";
import { customMetrics, metricRows, openGap, sparkPoints } from "./chart-rows.ts";

const points: { at: number; metrics: Record<string, number> }[] = [
  { at: 1, metrics: { cpu_usage: 10, arm: 1 } },
  { at: 2, metrics: { arm: 2 } },
  { at: 20, metrics: { cpu_usage: 30 } },
];

test("a metric's rows leave out the points that don't carry it", () =>
  expect(metricRows(points, "cpu_usage")).toEqual([
    { x: 1, value: 10 },
    { x: 20, value: 30 },
  ]));

test("custom metrics are those beyond the four, from points and the latest sample, by name", () =>
  expect(customMetrics(points, { zeal: 1, battery_percentage: 5 })).toEqual(["arm", "zeal"]));

test("a sparkline breaks where nothing came for long", () =>
  expect(sparkPoints(points, "cpu_usage").map(({ y }) => y)).toEqual([10, null, 30]));

test("the stretch up to now is told once it is longer than a gap", () => {
  expect(openGap(10, 20, "silent")).toEqual([]);
  expect(openGap(10, 21, "silent")).toEqual([{ from: 10, to: 21, reason: "silent" }]);
  expect(openGap(undefined, 21, "silent")).toEqual([]);
});
