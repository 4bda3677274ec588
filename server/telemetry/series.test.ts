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

test("an old value doesn't come back when its place is used again", () => {
  const series = createSeries();
  for (let second = 0; second < 900; second++) series.add(second, { cpu_usage: 1, speed: 1 });
  series.add(900, { cpu_usage: 2 });
  expect(series.points().at(-1)).toEqual({ at: 900, metrics: { cpu_usage: 2 } });
});
