import { expect, test } from "vitest";
import { idsIn, MOST_COMPARED, textOfIds } from "./compared-ids.ts";
import { overlaidRows } from "./karma-rows.ts";
import { sideBySide } from "./side-by-side.ts";

test("keys that differ stand apart, one that is missing somewhere differs, one not loaded doesn't", () => {
  const { different, same } = sideBySide([{ a: 1, b: 2, c: [1] }, null, { a: 1, b: 3, c: [1], d: 4 }]);
  expect(different).toEqual([
    { name: "b", values: [2, undefined, 3] },
    { name: "d", values: [undefined, undefined, 4] },
  ]);
  expect(same.map(({ name }) => name)).toEqual(["a", "c"]);
  expect(sideBySide([null])).toEqual({ different: [], same: [] });
});

test("each row has every agent's karma as it stood then", () => {
  const rows = overlaidRows([
    [
      { version: 1, karma: 0.5, at: 10 },
      { version: 2, karma: 0.6, at: 30 },
    ],
    [{ version: 1, karma: 0.9, at: 20 }],
  ]);
  expect(rows).toEqual([
    { x: 10, a0: 0.5, a1: null },
    { x: 20, a0: 0.5, a1: 0.9 },
    { x: 30, a0: 0.6, a1: 0.9 },
  ]);
});

test("any ids survive the address, at most four and each once", () => {
  const ids = ["a,b", "ü %2C", "c"];
  expect(idsIn(textOfIds(ids))).toEqual(ids);
  expect(idsIn(textOfIds(["a", "a", "b", "c", "d", "e"]))).toHaveLength(MOST_COMPARED);
  expect(idsIn(null)).toEqual([]);
  expect(idsIn("%E0%A4%A")).toEqual([]);
});
