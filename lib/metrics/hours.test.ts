import { afterEach, expect, test, vi } from "vitest";
import { zoneOffset } from "../local-time.ts";
import { daysOf, firstMidnight, HOUR } from "./hours.ts";

const DAY = 86_400;
const MIDNIGHT = 20_000 * DAY;

test("the first day begins at midnight of the shown zone", () => {
  const ahead = (hours: number) => () => hours * HOUR;
  expect(firstMidnight(MIDNIGHT + 100, 1, ahead(0))).toBe(MIDNIGHT);
  expect(firstMidnight(MIDNIGHT + 100, 7, ahead(0))).toBe(MIDNIGHT - 6 * DAY);
  expect(firstMidnight(MIDNIGHT + 100, 1, ahead(2))).toBe(MIDNIGHT - 2 * HOUR);
  expect(firstMidnight(MIDNIGHT + 100, 1, ahead(-5))).toBe(MIDNIGHT - DAY + 5 * HOUR);
});

test("steps of any length are summed by hour, the newest day first, what is to come left open", () => {
  const counts = [
    { at: MIDNIGHT, completed: 2, failed: 0 },
    { at: MIDNIGHT + 1800, completed: 1, failed: 1 },
    { at: MIDNIGHT + DAY + HOUR, completed: 4, failed: 0 },
  ];
  const [today, before, ...rest] = daysOf(counts, {
    from: MIDNIGHT,
    now: MIDNIGHT + DAY + 1.5 * HOUR,
    offsetAt: zoneOffset("utc"),
  });
  expect(rest).toEqual([]);
  expect(before?.hours[0]).toMatchObject({ completed: 3, failed: 1 });
  expect(today?.hours.slice(0, 3)).toEqual([
    { from: MIDNIGHT + DAY, to: MIDNIGHT + DAY + HOUR, completed: 0, failed: 0 },
    { from: MIDNIGHT + DAY + HOUR, to: MIDNIGHT + DAY + 2 * HOUR, completed: 4, failed: 0 },
    null,
  ]);
});

afterEach(() => void vi.unstubAllEnvs());

function berlin(nowText: string, everyHalfHour: number) {
  vi.stubEnv("TZ", "Europe/Berlin");
  const offsetAt = zoneOffset("local");
  const now = Date.parse(nowText) / 1000;
  const from = firstMidnight(now, 3, offsetAt);
  const counts = Array.from({ length: (now - from) / (HOUR / 2) }, (_, n) => ({
    at: from + n * (HOUR / 2),
    completed: everyHalfHour,
    failed: 0,
  }));
  return { from, days: daysOf(counts, { from, now, offsetAt }) };
}

test("a day on which the clock is put back has 25 hours, two of them in one", () => {
  const { from, days } = berlin("2026-10-26T11:00:00Z", 1);
  expect(from).toBe(Date.parse("2026-10-23T22:00:00Z") / 1000);
  const [today, changed, before] = days;
  expect(days).toHaveLength(3);
  expect(today?.from).toBe(Date.parse("2026-10-25T23:00:00Z") / 1000);
  expect(today?.hours[12]).toMatchObject({ completed: 0 });
  expect(today?.hours[13]).toBeNull();
  expect(changed?.hours.map((hour) => hour?.completed)).toEqual([2, 2, 4, ...Array(21).fill(2)]);
  const twice = changed?.hours[2];
  expect([twice?.from, twice?.to]).toEqual(
    ["2026-10-25T00:00:00Z", "2026-10-25T02:00:00Z"].map((at) => Date.parse(at) / 1000),
  );
  expect(before?.hours.map((hour) => hour?.completed)).toEqual(Array(24).fill(2));
});

test("a day on which the clock is put forward has 23 hours, and the one that is left out is empty", () => {
  const { from, days } = berlin("2026-03-30T10:00:00Z", 1);
  expect(from).toBe(Date.parse("2026-03-27T23:00:00Z") / 1000);
  const [today, changed, before] = days;
  expect(today?.from).toBe(Date.parse("2026-03-29T22:00:00Z") / 1000);
  expect(changed?.from).toBe(Date.parse("2026-03-28T23:00:00Z") / 1000);
  expect(changed?.hours.map((hour) => hour?.completed ?? null)).toEqual([2, 2, null, ...Array(21).fill(2)]);
  expect(before?.hours.map((hour) => hour?.completed)).toEqual(Array(24).fill(2));
});
