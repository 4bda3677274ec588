import { expect, test } from "vitest";
import { barsBetween, countsOf, totalOf, withArrived } from "./counts.ts";

const histogram = {
  from: 100,
  bucket_seconds: 10,
  types: ["a.a", "b.b"],
  buckets: [
    [1, 0, 2],
    [0, 0, 0],
    [3, 4, 0],
  ],
  total: 10,
  complete: true,
  counted_from: 100,
  newest: null,
};

test("every bar stands at its time, also those with nothing in them", () => {
  const bars = barsBetween(countsOf(histogram), 95, 131);
  expect(bars.map(({ from, total }) => [from, total])).toEqual([
    [90, 0],
    [100, 3],
    [110, 0],
    [120, 7],
    [130, 0],
  ]);
  expect(totalOf(bars)).toBe(10);
});

test("what comes live is added to its bar", () => {
  const counts = withArrived(countsOf(histogram), [
    { at: 129.9, type: "b.b" },
    { at: 130, type: "a.a" },
  ]);
  expect(barsBetween(counts, 120, 140).map(({ counts }) => counts)).toEqual([
    [3, 5, 0],
    [1, 0, 0],
  ]);
});

test("a new type gets a place of its own, and the others stay the others", () => {
  const counts = withArrived(countsOf(histogram), [{ at: 115, type: "c.c" }]);
  expect(counts.types).toEqual(["a.a", "b.b", "c.c"]);
  expect(barsBetween(counts, 100, 120).map(({ counts }) => counts)).toEqual([
    [1, 0, 0, 2],
    [0, 0, 1, 0],
  ]);
});

test("beyond eight types a new one is one of the others", () => {
  const types = Array.from({ length: 8 }, (_, i) => `t.${i}`);
  const full = countsOf({ ...histogram, types, buckets: [[1, 0, 0, 0, 0, 0, 0, 0, 5]] });
  const [bar] = barsBetween(withArrived(full, [{ at: 101, type: "new.one" }]), 100, 110);
  expect(bar?.counts).toEqual([1, 0, 0, 0, 0, 0, 0, 0, 6]);
});

test("counting that was ended says from when on it is whole", () => {
  expect(countsOf({ ...histogram, complete: false, counted_from: 110 }).countedFrom).toBe(110);
  expect(countsOf(histogram).countedFrom).toBeNull();
});

test("two new types in one bar in one go are both counted as themselves", () => {
  const counts = { bucketSeconds: 10, types: [], bars: new Map(), countedFrom: null };
  const { types, bars } = withArrived(counts, [
    { at: 101, type: "a.a" },
    { at: 102, type: "b.b" },
  ]);
  expect(types).toEqual(["a.a", "b.b"]);
  expect(bars.get(10)).toEqual([1, 1, 0]);
});
