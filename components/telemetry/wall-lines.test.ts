import { expect, test } from "vitest";
import { wallLines, wallStep } from "./wall-lines.ts";

const rows = ["a1", "a2", "a3", "b1", "b2"];
const grouped = wallLines(rows, (row) => row[0] ?? "", 2);

test("each group begins a line of its own", () =>
  expect(grouped).toEqual([
    { kind: "head", name: "a", count: 3, at: 0 },
    { kind: "tiles", items: ["a1", "a2"], at: 0 },
    { kind: "tiles", items: ["a3"], at: 2 },
    { kind: "head", name: "b", count: 2, at: 3 },
    { kind: "tiles", items: ["b1", "b2"], at: 3 },
  ]));

test("arrow keys walk the wall as it is seen", () => {
  const step = (key: string, at: number) => wallStep(key, at, rows.length, grouped);
  expect(step("ArrowDown", 1)).toBe(2);
  expect(step("ArrowDown", 2)).toBe(3);
  expect(step("ArrowUp", 4)).toBe(2);
  expect(step("ArrowUp", 0)).toBe(0);
  expect(step("ArrowRight", 4)).toBe(4);
  expect(step("j", -1)).toBe(0);
  expect(step("x", 0)).toBeNull();
});
