import { expect, test } from "vitest";
import { connectionRows, fleetRows, knownFrom, lengthBars } from "./fleet-rows.ts";

const band = { robots: 9, min: 0, p10: 1, median: 2, p90: 3, max: 4 };

test("an outlier's values stand in the rows of the band, and break where it has none", () => {
  const { rows, lines } = fleetRows({
    metric: "cpu_usage",
    from: 0,
    to: 120,
    step_seconds: 60,
    robots: 9,
    points: [
      { at: 0, ...band },
      { at: 60, ...band },
    ],
    outliers: [{ robot_id: "a.b[0]", distance: 5, points: [{ at: 60, mean: 9 }] }],
  });
  const { robots: _, ...values } = band;
  expect(rows).toEqual([
    { x: 30, ...values, outlier_0: null },
    { x: 90, ...values, outlier_0: 9 },
  ]);
  expect(lines).toMatchObject([{ key: "outlier_0", robot_id: "a.b[0]" }]);
});

test("lengths are told in words, from nothing up to without an end", () => {
  const durations = [10, 3600, null].map((up_to_seconds, count) => ({ up_to_seconds, count }));
  expect(lengthBars(durations)).toEqual([
    { name: "Under 10 s", count: 0 },
    { name: "10 s to 1 h", count: 1 },
    { name: "1 h or more", count: 2 },
  ]);
});

const connections = (...robots: number[]) => ({
  connections: robots.map((count, index) => ({ at: index * 60, robots: count })),
  to: robots.length * 60,
});

test("who was there last is there up to the end", () => {
  expect(connectionRows(connections(2), 0)).toEqual([
    { x: 0, robots: 2 },
    { x: 60, robots: 2 },
  ]);
  expect(connectionRows(connections(), null)).toEqual([]);
});

test("the curve begins where the first robot was seen, and never later than who is counted", () => {
  const window = { ...connections(0, 0, 5, 7), from: 0 };
  expect(knownFrom(window, 150)).toBe(120);
  expect(connectionRows(window, 150).map(({ x }) => x)).toEqual([120, 180, 240]);
  const first = { ...connections(0, 0, 0, 0), from: 0 };
  expect(knownFrom(first, 130)).toBe(130);
  expect(connectionRows(first, 130).map(({ x }) => x)).toEqual([130, 180, 240]);
  expect(knownFrom(first, null)).toBeNull();
});
