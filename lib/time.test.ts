import fc from "fast-check";
import { expect, test } from "vitest";
import { parseTimestamp, toIso } from "./time.ts";

const MOMENT = 1_767_225_600.5; // 2026-01-01T00:00:00.500Z

test.each([
  ["2026-01-01T00:00:00.500Z", "iso"],
  ["2026-01-01T02:00:00.5+02:00", "iso"],
  ["2025-12-31T19:00:00.5-0500", "iso"],
  ["2026-01-01T00:00:00.500000", "iso_naive"],
  ["2026-01-01 00:00:00.5", "iso_naive"],
  [MOMENT, "seconds"],
  ["1767225600.5", "seconds"],
  [MOMENT * 1e3, "milliseconds"],
  [MOMENT * 1e6, "microseconds"],
])("%s is read as the same moment (%s)", (value, form) => {
  expect(parseTimestamp(value)).toEqual({ seconds: MOMENT, form });
});

test.each([null, undefined, "", "yesterday", "2026-13-01T00:00:00Z", Number.NaN, -1, 1e18, {}, true])(
  "%s is no time",
  (value) => {
    expect(parseTimestamp(value)).toBeNull();
  },
);

test("a text in the minute of the one before it is read as any other", () => {
  const two = (most: number) => fc.integer({ min: 0, max: most }).map((n) => String(n).padStart(2, "0"));
  const rest = fc.tuple(two(62), fc.constantFrom("", ".", ".5", ".05", ".123456", ".9999", ".x", "5"));
  const minute = fc.tuple(two(24), fc.constantFrom("00", "30", "60"), fc.array(rest, { minLength: 2 }));
  fc.assert(
    fc.property(fc.array(minute, { minLength: 1 }), (minutes) => {
      for (const [hour, half, seconds] of minutes)
        for (const [second, fraction] of seconds) {
          const text = `2026-02-28T${hour}:${half}:${second}${fraction}Z`;
          const ms = Date.parse(text);
          expect(parseTimestamp(text)?.seconds ?? Number.NaN).toBe(ms / 1000);
        }
    }),
  );
});

test("a time survives being written and read", () => {
  expect(parseTimestamp(toIso(MOMENT))?.seconds).toBe(MOMENT);
});

test.each([1e300, -1e300])("%s seconds are written as the last moment there is", (seconds) => {
  expect(toIso(seconds)).toMatch(/^[+-]\d{6}-.*Z$/);
});
