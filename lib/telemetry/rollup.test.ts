import fc from "fast-check";
import { expect, test } from "vitest";
import { inSteps, joined, type Rollup } from "./rollup.ts";

const one = (at: number, value: number): Rollup => ({
  at,
  min: value,
  mean: value,
  max: value,
  last: value,
  count: 1,
});

test("joined one by one, values have the extremes, the mean and the last of them all", () => {
  fc.assert(
    fc.property(fc.array(fc.double({ min: 0, max: 1e6, noNaN: true }), { minLength: 1 }), (values) => {
      const all = values.map((value) => one(0, value)).reduce(joined);
      expect(all).toMatchObject({
        min: Math.min(...values),
        max: Math.max(...values),
        last: values.at(-1),
        count: values.length,
      });
      expect(all.mean).toBeCloseTo(values.reduce((sum, value) => sum + value, 0) / values.length, 5);
    }),
  );
});

test("steps come in order, each at its begin, and an empty one isn't there", () => {
  expect(inSteps([one(65, 1), one(10, 2), one(69, 5), one(301, 3)], 60)).toEqual([
    one(0, 2),
    { at: 60, min: 1, mean: 3, max: 5, last: 5, count: 2 },
    one(300, 3),
  ]);
});
