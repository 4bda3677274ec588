import { expect, test } from "vitest";
import { isDue } from "./due.ts";

const HOUR = 3_600_000;
const SMALL = 1_000;
const LARGE = 1_200_000;

test("a state is due after sixteen thousand events or a day, whatever it takes", () => {
  expect(isDue({ events: 15_999, ms: 23 * HOUR, bytes: LARGE })).toBe(false);
  expect(isDue({ events: 16_000, ms: 1, bytes: LARGE })).toBe(true);
  expect(isDue({ events: 1, ms: 24 * HOUR, bytes: LARGE })).toBe(true);
});

test("a small one is due sooner", () => {
  expect(isDue({ events: 3_999, ms: 1, bytes: SMALL })).toBe(false);
  expect(isDue({ events: 4_000, ms: 1, bytes: SMALL })).toBe(true);
  expect(isDue({ events: 21, ms: 6 * HOUR, bytes: SMALL })).toBe(true);
  expect(isDue({ events: 19, ms: 6 * HOUR, bytes: SMALL })).toBe(false);
});

test("none is due where nothing came", () => {
  expect(isDue({ events: 0, ms: 100 * HOUR, bytes: SMALL })).toBe(false);
});
