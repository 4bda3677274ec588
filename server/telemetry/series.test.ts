import { expect, test } from "vitest";
import { createSeries } from "./series.ts";

test("points come back as they went in, whatever metrics each had", () => {
  const series = createSeries();
  series.add(10, { cpu_usage: 1 });
  series.add(11, { speed: 2 });
  expect(series.points()).toEqual([
    { at: 10, metrics: { cpu_usage: 1 } },
    { at: 11, metrics: { speed: 2 } },
  ]);
});

test("within one second the later values win", () => {
  const series = createSeries();
  series.add(10.1, { cpu_usage: 1, speed: 5 });
  series.add(10.9, { cpu_usage: 2 });
  expect(series.points()).toEqual([{ at: 10.9, metrics: { cpu_usage: 2, speed: 5 } }]);
});

test("holds fifteen minutes, the newest ones", () => {
  const series = createSeries();
  for (let second = 0; second < 2000; second++) series.add(second, { cpu_usage: second });
  const points = series.points();
  expect(points).toHaveLength(900);
  expect(points[0]).toEqual({ at: 1100, metrics: { cpu_usage: 1100 } });
  expect(points.at(-1)).toEqual({ at: 1999, metrics: { cpu_usage: 1999 } });
});

test("holds as much as it is told to", () => {
  const series = createSeries(60);
  for (let second = 0; second < 200; second++) series.add(second, { cpu_usage: second });
  expect(series.points().map(({ at }) => at)).toEqual(Array.from({ length: 60 }, (_, index) => 140 + index));
});

test("the four come back with seven digits, never infinite, a robot's own whole", () => {
  const series = createSeries();
  series.add(10, {
    cpu_usage: 87.1,
    memory_usage: 41.123456789,
    network_latency_ms: 1e300,
    odometer: 123_456_789.125,
  });
  expect(series.points()[0]?.metrics).toEqual({
    cpu_usage: 87.1,
    memory_usage: 41.12346,
    network_latency_ms: 3.402823e38,
    odometer: 123_456_789.125,
  });
});

test("an old value doesn't come back when its place is used again", () => {
  const series = createSeries();
  for (let second = 0; second < 900; second++) series.add(second, { cpu_usage: 1, speed: 1 });
  series.add(900, { cpu_usage: 2 });
  expect(series.points().at(-1)).toEqual({ at: 900, metrics: { cpu_usage: 2 } });
});

test("a trend is told in steps, with the extremes of each in the order in which they came", () => {
  const series = createSeries();
  for (const [at, cpu_usage] of [
    [900, 20],
    [901, 95],
    [902, 30.123],
    [965, 50],
    [966, 10],
    [1085, 7],
  ] as const)
    series.add(at, { cpu_usage, speed: 1 });
  const { cpu_usage, ...others } = series.trend(900);
  expect(others).toEqual({});
  expect(cpu_usage?.slice(0, 5)).toEqual([[20, 95], [50, 10], null, 7, null]);
  expect(cpu_usage).toHaveLength(15);
  expect(series.trend(960).cpu_usage?.slice(0, 3)).toEqual([[50, 10], null, 7]);
  expect(series.trend(1090)).toEqual({});
});
