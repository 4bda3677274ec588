import { expect, test } from "vitest";
import { daysOf, firstMidnight, HOUR } from "./hours.ts";

const DAY = 86_400;
const MIDNIGHT = 20_000 * DAY;

test("the first day begins at midnight of the shown zone", () => {
  expect(firstMidnight(MIDNIGHT + 100, 1, 0)).toBe(MIDNIGHT);
  expect(firstMidnight(MIDNIGHT + 100, 7, 0)).toBe(MIDNIGHT - 6 * DAY);
  expect(firstMidnight(MIDNIGHT + 100, 1, 2 * HOUR)).toBe(MIDNIGHT - 2 * HOUR);
  expect(firstMidnight(MIDNIGHT + 100, 1, -5 * HOUR)).toBe(MIDNIGHT - DAY + 5 * HOUR);
});

test("steps of any length are summed by hour, the newest day first, what is to come left open", () => {
  const counts = [
    { at: MIDNIGHT, completed: 2, failed: 0 },
    { at: MIDNIGHT + 1800, completed: 1, failed: 1 },
    { at: MIDNIGHT + DAY + HOUR, completed: 4, failed: 0 },
  ];
  const [today, before, ...rest] = daysOf(counts, { from: MIDNIGHT, now: MIDNIGHT + DAY + 1.5 * HOUR });
  expect(rest).toEqual([]);
  expect(before?.hours[0]).toMatchObject({ completed: 3, failed: 1 });
  expect(today?.hours.slice(0, 3)).toEqual([
    { from: MIDNIGHT + DAY, to: MIDNIGHT + DAY + HOUR, completed: 0, failed: 0 },
    { from: MIDNIGHT + DAY + HOUR, to: MIDNIGHT + DAY + 2 * HOUR, completed: 4, failed: 0 },
    null,
  ]);
});
