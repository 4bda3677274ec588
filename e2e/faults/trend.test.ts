import { expect, test } from "vitest";
import { floors, growthPer } from "./trend.ts";

const everySecond = (values: readonly number[]) =>
  values.map((value, n) => ({ atMs: 5_000 + n * 1000, value }));

test("what goes up and down around a line grows as the line does", () => {
  const values = Array.from({ length: 600 }, (_, second) => 100 + second * 0.01 + (second % 2 ? 5 : -5));
  expect(growthPer(60_000, everySecond(values))).toBeCloseTo(0.6, 1);
});

test("what shrinks has a negative growth, and what stays has none", () => {
  expect(growthPer(1000, everySecond([3, 2, 1]))).toBeCloseTo(-1);
  expect(growthPer(1000, everySecond([7, 7, 7]))).toBe(0);
});

test("what is collected now and then grows as what is left does, wherever one begins to look", () => {
  // Up by 90 in 90 seconds and down again, on a floor that rises by 0.2 a minute.
  const values = Array.from({ length: 1530 }, (_, second) => 100 + second / 300 + (second % 90));
  for (const from of [0, 20, 45, 70]) {
    const growth = growthPer(600_000, floors(300_000, everySecond(values.slice(from))));
    expect(growth).toBeGreaterThan(1.5);
    expect(growth).toBeLessThan(2.5);
  }
});

test("a span that isn't whole has no floor", () => {
  expect(floors(2000, everySecond([5, 4, 7, 6, 1]))).toEqual([
    { atMs: 6000, value: 4 },
    { atMs: 8000, value: 6 },
  ]);
});
