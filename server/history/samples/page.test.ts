import fc from "fast-check";
import { expect, test } from "vitest";
import { decodePage, encodePage } from "./page.ts";

const value = fc.float({ min: 0, max: Math.fround(1e9), noNaN: true, noDefaultInfinity: true });
const pages = fc.uniqueArray(fc.integer({ min: 0, max: 59 })).chain((slots) =>
  fc.tuple(
    ...slots.map((slot) =>
      fc.tuple(value, value, value, fc.integer({ min: 1, max: 2 ** 32 - 1 })).map(([a, b, last, count]) => ({
        at: 3600 + slot * 60,
        min: Math.min(a, b),
        mean: Math.fround((Math.min(a, b) + Math.max(a, b)) / 2),
        max: Math.max(a, b),
        last: Math.min(Math.max(last, Math.min(a, b)), Math.max(a, b)),
        count,
      })),
    ),
  ),
);

test("a page gives back what was put in", () => {
  fc.assert(
    fc.property(pages, (rollups) => {
      expect(decodePage(encodePage(rollups, 3600, 60), 3600, 60)).toEqual(rollups);
    }),
  );
});

test("what never changed takes a quarter of the room", () => {
  const rollup = { at: 0, min: 7, mean: 7, max: 7, last: 7, count: 20 };
  expect(encodePage([rollup], 0, 10)).toHaveLength(6);
  expect(encodePage([{ ...rollup, max: 8 }], 0, 10)).toHaveLength(18);
});

test("values beyond what fits stay finite, and a mean stays between the extremes", () => {
  const [huge] = decodePage(
    encodePage([{ at: 0, min: 1, mean: 1e300, max: 1e308, last: 1e308, count: 2 }], 0, 10),
    0,
    10,
  );
  expect(Number.isFinite(huge?.max)).toBe(true);
  expect(huge?.mean).toBeLessThanOrEqual(huge?.max ?? 0);
});

test("a page that is cut off is refused, not read past its end", () => {
  const page = encodePage([{ at: 0, min: 1, mean: 2, max: 3, last: 2, count: 9 }], 0, 10);
  expect(() => decodePage(page.subarray(0, 9), 0, 10)).toThrow(RangeError);
});
