import { expect, test } from "vitest";
import { newerThan, rowsIn, steppedZoom, zoomTo } from "./zoom.ts";

const rowsTo = (count: number) => Array.from({ length: count }, (_, i) => ({ x: i + 1, y: i }));

test("a stretch has one row more on each side, so that lines reach its edges", () => {
  expect(rowsIn(rowsTo(10), { from: 4, to: 6 }).map(({ x }) => x)).toEqual([3, 4, 5, 6, 7]);
  expect(rowsIn(rowsTo(10), { from: 1, to: 2 }).map(({ x }) => x)).toEqual([1, 2, 3]);
  expect(rowsIn([], { from: 1, to: 2 })).toEqual([]);
});

test("what comes later moves nothing and is counted", () => {
  const zoom = zoomTo(rowsTo(10), 4, 8, null);
  expect(zoom).toEqual({ from: 4, to: 8, newest: 10 });
  expect(newerThan(rowsTo(13), zoom as NonNullable<typeof zoom>)).toBe(3);
  expect(zoomTo(rowsTo(13), 5, 7, zoom)).toMatchObject({ newest: 10 });
});

test("too narrow a stretch changes nothing, all of it is no zoom", () => {
  expect(zoomTo(rowsTo(10), 4, 5, null)).toBeNull();
  expect(zoomTo(rowsTo(10), 1, 10, null)).toBeNull();
});

test("buttons zoom around the middle and stop at the ends", () => {
  const closer = steppedZoom(rowsTo(100), null, { factor: 0.5 });
  expect(closer).toMatchObject({ from: 26, to: 75 });
  expect(steppedZoom(rowsTo(100), closer, { shift: 5 })).toMatchObject({ from: 51, to: 100 });
  expect(steppedZoom(rowsTo(100), closer, { factor: 2 })).toBeNull();
  expect(steppedZoom([], null, { factor: 0.5 })).toBeNull();
});
