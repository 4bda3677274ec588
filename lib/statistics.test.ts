import { expect, test } from "vitest";
import { meanOf, medianOf } from "./statistics.ts";

test("of none there is neither mean nor median", () => {
  expect([meanOf([]), medianOf([])]).toEqual([null, null]);
});

test("the median is one of the values, and the values stay in their order", () => {
  const values = [10, 9, 1000];
  expect([medianOf(values), medianOf([1, 2, 3, 4]), meanOf([1, 2, 6])]).toEqual([10, 3, 3]);
  expect(values).toEqual([10, 9, 1000]);
});
