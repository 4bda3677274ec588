import { expect, test } from "vitest";
import { namePlaces } from "./limit-names.ts";
import { placeOf } from "./place.ts";

const place = placeOf({ width: 408, height: 130, left: 50, from: 0, to: 100, low: 0, high: 100 });
const named = (values: number[]) =>
  namePlaces(
    values.map((value) => ({ value, label: `at ${value}` })),
    place,
  ).map(({ threshold, x, y }) => [threshold.value, x, y]);

test("a name stands above its line, and below it at the upper edge", () => {
  expect(named([50, 100])).toEqual([
    [100, 52, 22],
    [50, 52, 53],
  ]);
});

test("names of lines close to each other don't lie on each other", () => {
  expect(named([46, 50])).toEqual([
    [50, 52, 53],
    [46, 52, 76],
  ]);
  expect(named([44, 46, 50])).toEqual([
    [50, 52, 53],
    [46, 52, 76],
    [44, 188, 59],
  ]);
});
