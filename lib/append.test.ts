import { expect, test } from "vitest";
import { append } from "./append.ts";

test("one more at the end, the oldest out where it is too many, and the list itself as it was", () => {
  const list = [1, 2, 3];
  expect(append(list, 4, 10)).toEqual([1, 2, 3, 4]);
  expect(append(list, 4, 4)).toEqual([1, 2, 3, 4]);
  expect(append(list, 4, 3)).toEqual([2, 3, 4]);
  expect(append(list, 4, 1)).toEqual([4]);
  expect(append([], 1, 3)).toEqual([1]);
  expect(list).toEqual([1, 2, 3]);
});
