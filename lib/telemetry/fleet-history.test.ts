import fc from "fast-check";
import { expect, test } from "vitest";
import { createFleetFold, quantile } from "./fleet-history.ts";

const WINDOW = { from: 0, step: 60, steps: 3 };
const flat = (at: number, value: number, count = 1) => ({
  at,
  min: value,
  mean: value,
  max: value,
  last: value,
  count,
});

function fleetOf(values: Record<string, number[]>) {
  const fold = createFleetFold<string>({ ...WINDOW, steps: Object.values(values)[0]?.length ?? 0 });
  for (const [robot, own] of Object.entries(values))
    own.forEach((value, step) => {
      fold.add(robot, flat(step * 60, value));
    });
  return fold.result();
}

test("quantiles lie between the two nearest values", () => {
  expect(quantile([1, 2, 3, 4], 0.5)).toBe(2.5);
  expect(quantile([10, 20], 0.1)).toBeCloseTo(11);
  expect(quantile([7], 0.9)).toBe(7);
});

test("a step tells how many reported, the means' band, and the extremes of single samples", () => {
  const fold = createFleetFold<string>(WINDOW);
  for (let robot = 0; robot <= 10; robot++) fold.add(`r${robot}`, flat(0, robot * 10));
  fold.add("r5", { at: 30, min: 1, mean: 50, max: 99_999, last: 50, count: 1000 });
  fold.add("r5", flat(70, 4));
  fold.add("r5", flat(180, 5));
  expect(fold.result()).toMatchObject({
    robots: 11,
    points: [
      { at: 0, robots: 11, min: 0, p10: 10, median: 50, p90: 90, max: 99_999 },
      { at: 60, robots: 1, min: 4, median: 4, max: 4 },
    ],
  });
});

test("the band is that of the sorted means, however many robots there are", () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: -9, max: 9 }), { minLength: 1, maxLength: 60 }), (means) => {
      const fold = createFleetFold<number>(WINDOW);
      for (const [robot, mean] of means.entries()) fold.add(robot, flat(0, mean));
      const sorted = means.toSorted((a, b) => a - b);
      const [p10, median, p90] = [0.1, 0.5, 0.9].map((share) => quantile(sorted, share));
      expect(fold.result().points[0]).toMatchObject({ p10, median, p90 });
    }),
  );
});

test("columns tell what their robots' rollups do, in whatever order these stand in each", () => {
  const orders = [
    [1, 2, 3],
    [1, 2, 3],
    [3, 1],
    [2, 9, 1, 3],
  ];
  const byRobot = createFleetFold<number>({ from: 0, step: 60, steps: 2 });
  const byColumn = createFleetFold<number>({ from: 0, step: 60, steps: 2 });
  orders.forEach((robots, index) => {
    const means = robots.map((robot) => robot * 10 + index);
    for (const [place, robot] of robots.entries()) byRobot.add(robot, flat(index * 30, means[place]!, 2));
    byColumn.addColumn(index * 30, {
      min: Math.min(...means),
      max: Math.max(...means),
      robots: Uint32Array.from(robots),
      sums: Float64Array.from(means, (mean) => mean * 2),
      counts: Uint32Array.from(robots, () => 2),
    });
  });
  expect(byColumn.result()).toEqual(byRobot.result());
});

test("several rollups of one robot in a step weigh by their samples", () => {
  const fold = createFleetFold<string>(WINDOW);
  fold.add("r", flat(0, 10, 3));
  fold.add("r", flat(10, 50, 1));
  expect(fold.result().points[0]).toMatchObject({ median: 20, robots: 1 });
});

test("outliers are those far outside the band, the furthest first, with their own points", () => {
  const normal = Object.fromEntries(
    Array.from({ length: 20 }, (_, robot) => [`n${robot}`, [40 + robot, 40 + robot, 40 + robot]]),
  );
  const { outliers } = fleetOf({ ...normal, hot: [90, 90, 90], once: [50, 99, 50], edge: [60, 60, 60] });
  expect(outliers.map(({ robot }) => robot)).toEqual(["hot", "once"]);
  expect(outliers[0]?.points).toEqual([
    { at: 0, mean: 90 },
    { at: 60, mean: 90 },
    { at: 120, mean: 90 },
  ]);
});

test("robots that are all alike have no outlier, and one that differs is one", () => {
  const alike = Object.fromEntries(Array.from({ length: 15 }, (_, robot) => [`n${robot}`, [20]]));
  expect(fleetOf(alike).outliers).toEqual([]);
  expect(fleetOf({ ...alike, other: [21] }).outliers).toMatchObject([{ robot: "other", distance: 1 }]);
});

test("what is little beside how far all of them move is no outlier", () => {
  const course = [20, 60, 90];
  const alike = Object.fromEntries(Array.from({ length: 15 }, (_, robot) => [`n${robot}`, course]));
  expect(fleetOf({ ...alike, near: course.map((value) => value + 1) }).outliers).toEqual([]);
  expect(fleetOf({ ...alike, far: course.map((value) => value + 5) }).outliers).toHaveLength(1);
});

test("without a sample there is nothing", () => {
  expect(createFleetFold(WINDOW).result()).toEqual({ robots: 0, points: [], outliers: [] });
});
