import { expect, test } from "vitest";
import { arranged } from "./steady-order.ts";

const keyOf = (item: { id: string }) => item.id;
const ids = (...all: string[]) => all.map((id) => ({ id }));

test("items keep the places they had, whatever order they come in", () =>
  expect(arranged(ids("a", "b", "c"), ["c", "a", "b"], keyOf).map(keyOf)).toEqual(["c", "a", "b"]));

test("newcomers stand at the end as they come, and what is gone leaves no hole", () =>
  expect(arranged(ids("new2", "a", "new1"), ["c", "a"], keyOf).map(keyOf)).toEqual(["a", "new2", "new1"]));
