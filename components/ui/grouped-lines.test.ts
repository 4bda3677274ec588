import { expect, test } from "vitest";
import { linesOf } from "./grouped-lines.ts";

test("each group has its head with its count, and rows keep their places", () =>
  expect(linesOf(["a1", "a2", "b1"], (row) => row[0] ?? "")).toEqual([
    { kind: "head", name: "a", count: 2, at: 0 },
    { kind: "row", item: "a1", at: 0 },
    { kind: "row", item: "a2", at: 1 },
    { kind: "head", name: "b", count: 1, at: 2 },
    { kind: "row", item: "b1", at: 2 },
  ]));

test("without groups there are only rows", () =>
  expect(linesOf(["a"], null)).toEqual([{ kind: "row", item: "a", at: 0 }]));
