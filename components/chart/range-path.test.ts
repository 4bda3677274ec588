import { expect, test } from "vitest";
import { placeOf } from "./place.ts";
import { rangePath } from "./range-path.ts";

// 100 px wide from 0 to 100 s, 100 px high from 0 to 100.
const place = placeOf({ width: 108, height: 130, left: 0, from: 0, to: 100, low: 0, high: 100 });
const ENDS = { low: "min", high: "max" };

test("a band has a bar for each step that holds something, and none where nothing came", () => {
  const rows = [
    { x: 5, min: 20, max: 60 },
    { x: 15, min: null, max: null },
    { x: 25, min: 0, max: 100 },
  ];
  expect(rangePath(rows, ENDS, 10, place)).toBe("M0.0 48.0H10.0V88.5H0.0zM20.0 8.0H30.0V108.5H20.0z");
});

test("a bar is seen however short its step is, and cut at the edges", () => {
  expect(rangePath([{ x: 50, min: 10, max: 10 }], ENDS, 0.1, place)).toBe("M49.0 98.0H51.0V98.5H49.0z");
  expect(rangePath([{ x: 100, min: 10, max: 20 }], ENDS, 10, place)).toBe("M95.0 88.0H100.0V98.5H95.0z");
  expect(rangePath([{ x: 300, min: 10, max: 20 }], ENDS, 10, place)).toBe("");
});
