import { expect, test } from "vitest";
import { barAt, brushStep, endsOfBrush } from "./brush.ts";

test.each([
  [0, 0],
  [9.9, 0],
  [10, 1],
  [99.9, 9],
  [100, 9],
  [-5, 0],
  [500, 9],
])("the pointer at %d of 100 px is over bar %d of 10", (x, bar) => {
  expect(barAt(x, 100, 10)).toBe(bar);
});

test("a selection reads the same in whichever direction it was made", () => {
  expect(endsOfBrush({ anchor: 7, head: 3 })).toEqual([3, 7]);
});

test("arrows walk the bars from the newest on, and stop at the ends", () => {
  const first = brushStep(null, "ArrowLeft", false, 5);
  expect(first).toEqual({ anchor: 4, head: 4 });
  expect(brushStep(first, "ArrowRight", false, 5)).toEqual({ anchor: 4, head: 4 });
  expect(brushStep(first, "Home", false, 5)).toEqual({ anchor: 0, head: 0 });
  expect(brushStep(first, "PageDown", false, 5)).toEqual({ anchor: 0, head: 0 });
});

test("with Shift the selection grows from where it began", () => {
  let brush = brushStep(null, "ArrowLeft", false, 9);
  for (let i = 0; i < 3; i++) brush = brushStep(brush, "ArrowLeft", true, 9);
  expect(brush && endsOfBrush(brush)).toEqual([5, 8]);
  expect(brushStep(brush, "ArrowRight", true, 9)).toEqual({ anchor: 8, head: 6 });
  expect(brushStep(brush, "ArrowRight", false, 9)).toEqual({ anchor: 6, head: 6 });
});

test("other keys are not the selection's", () => {
  expect(brushStep(null, "a", false, 5)).toBeNull();
  expect(brushStep(null, "constructor", false, 5)).toBeNull();
  expect(brushStep(null, "ArrowLeft", false, 0)).toBeNull();
});
