import { expect, test } from "vitest";
import { usualInterval, withGap } from "./rhythm.ts";

const interval = (...gaps: number[]) => usualInterval(gaps.reduce<readonly number[]>(withGap, []));

test("nothing is usual until three gaps are known", () => {
  expect(interval()).toBeUndefined();
  expect(interval(1, 1)).toBeUndefined();
  expect(interval(1, 1, 1)).toBe(1);
});

test("a long pause, or two, is not what is usual", () => {
  expect(interval(2, 2, 3600, 2, 7200)).toBe(2);
});

test("a new rhythm is known after three of its gaps", () => {
  expect(interval(1, 1, 1, 1, 1, 60, 60, 60)).toBe(60);
});

test("the samples of one batch don't make a robot look quick", () => {
  expect(interval(5, 0, 0, 5, 0, 0, 5)).toBe(5);
});
