import { expect, test } from "vitest";
import { createLinesInSight } from "./lines-in-sight.ts";

const range = (startIndex: number, endIndex: number) => ({ startIndex, endIndex, overscan: 2, count: 1000 });

/** With the lines nearby, as they are soon after the first drawing. */
function settled() {
  const lines = createLinesInSight();
  lines.extract(range(0, 3));
  return lines.next() ?? lines;
}

test("at first only the lines in sight are drawn, and those nearby a moment later", () => {
  const first = createLinesInSight();
  // Nothing is there yet.
  expect(first.next()).toBeNull();
  expect(first.extract(range(0, 3))).toEqual([0, 1, 2, 3]);
  expect(first.whole()).toBe(true);
  expect(first.next()?.extract(range(0, 3))).toEqual([0, 1, 2, 3, 4, 5]);
});

test("lines near to those in sight are drawn too, but not at once after a jump", () => {
  const lines = settled();
  expect(lines.extract(range(0, 3))).toEqual([0, 1, 2, 3, 4, 5]);
  expect(lines.extract(range(2, 5))).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
  expect(lines.whole()).toBe(true);
  expect(lines.next()).toBeNull();

  expect(lines.extract(range(500, 502))).toEqual([500, 501, 502]);
  expect(lines.whole()).toBe(false);

  expect(lines.extract(range(501, 503))).toEqual([501, 502, 503]);
  expect(lines.extract(range(10, 12))).toEqual([10, 11, 12]);
});

test("after a jump the lines in sight become whole, and then those nearby come", () => {
  const jumped = settled();
  jumped.extract(range(500, 502));

  const second = jumped.next();
  expect(second?.extract(range(500, 502))).toEqual([500, 501, 502]);
  expect(second?.whole()).toBe(true);
  const third = second?.next();
  expect(third?.extract(range(501, 503))).toEqual([499, 500, 501, 502, 503, 504, 505]);
  expect(third?.next()).toBeNull();

  // Another jump meanwhile: all of it begins anew.
  expect(second?.extract(range(10, 12))).toEqual([10, 11, 12]);
  expect(second?.whole()).toBe(false);
});

test("after a jump the lines in sight are drawn in the places of those that were, in their order", () => {
  const lines = settled();
  const drawnIn = (start: number, end: number, its = lines) => its.extract(range(start, end)).map(its.keyOf);
  expect(drawnIn(0, 3)).toEqual([0, 1, 2, 3, 4, 5]);
  // Scrolled by a little each stays in its own.
  expect(drawnIn(2, 5)).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
  expect(drawnIn(500, 503)).toEqual([2, 3, 4, 5]);
  expect(drawnIn(502, 505)).toEqual([4, 5, 6, 7]);
  expect(drawnIn(10, 13)).toEqual([4, 5, 6, 7]);
  // Those nearby come around them.
  expect(drawnIn(10, 13, lines.next()?.next() ?? lines)).toEqual([2, 3, 4, 5, 6, 7, 8, 9]);
});
