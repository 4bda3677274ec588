import { expect, test } from "vitest";
import { createLinesInSight } from "./lines-in-sight.ts";

const range = (startIndex: number, endIndex: number) => ({ startIndex, endIndex, overscan: 2, count: 1000 });

test("lines near to those in sight are drawn too, but not at once after a jump", () => {
  const lines = createLinesInSight();
  expect(lines.extract(range(0, 3))).toEqual([0, 1, 2, 3, 4, 5]);
  expect(lines.extract(range(2, 5))).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
  expect(lines.jumped()).toBe(false);

  expect(lines.extract(range(500, 502))).toEqual([500, 501, 502]);
  expect(lines.jumped()).toBe(true);
  expect(createLinesInSight().extract(range(500, 502))).toEqual([498, 499, 500, 501, 502, 503, 504]);

  expect(lines.extract(range(501, 503))).toEqual([499, 500, 501, 502, 503, 504, 505]);
  expect(lines.extract(range(10, 12))).toEqual([10, 11, 12]);
});
