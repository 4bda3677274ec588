import { expect, test } from "vitest";
import { placeOf } from "./place.ts";
import { nearestOf, stepped } from "./points.ts";

const SIZE = { width: 158, height: 130, left: 50, from: 0, to: 100 };
const linear = placeOf({ ...SIZE, low: 0, high: 100 });

test("values stand between the labels, on a log axis by their power of ten", () => {
  expect([linear.toX(0), linear.toX(100)]).toEqual([50, 150]);
  expect([linear.toY(0), linear.toY(50), linear.toY(100)]).toEqual([108, 58, 8]);
  const log = placeOf({ ...SIZE, low: 1, high: 10_000, log: true });
  expect([log.toY(1), log.toY(100), log.toY(10_000)]).toEqual([108, 58, 8]);
});

test("the nearest point is meant, and none that is far away", () => {
  const points = [
    { id: "a", x: 10, y: 50 },
    { id: "b", x: 18, y: 50 },
  ];
  expect(nearestOf(points, linear, { x: 63, y: 58 })?.id).toBe("a");
  expect(nearestOf(points, linear, { x: 65, y: 58 })?.id).toBe("b");
  expect(nearestOf(points, linear, { x: 63, y: 80 })).toBeUndefined();
});

test("keys walk from the newest on, and stop at the ends", () => {
  expect(["ArrowLeft", "ArrowRight", "Home", "End", "PageDown"].map((key) => stepped(key, -1, 30))).toEqual([
    29, 29, 0, 29, 20,
  ]);
  expect([stepped("ArrowLeft", 0, 30), stepped("ArrowRight", 29, 30), stepped("PageUp", 3, 30)]).toEqual([
    0, 29, 13,
  ]);
  expect([stepped("a", 3, 30), stepped("toString", 3, 30), stepped("Home", -1, 0)]).toEqual([
    null,
    null,
    null,
  ]);
});
