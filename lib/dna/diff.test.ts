import { describe, expect, test } from "vitest";
import { changedKeys, differences, traitChanges } from "./diff.ts";

describe("differences", () => {
  test("come with what changed first, then by name", () => {
    const found = differences({ same: 1, b: 1, gone: true }, { same: 1, b: 2, a: 3 });
    expect(found).toEqual([
      { kind: "added", path: "a", after: 3 },
      { kind: "changed", path: "b", before: 1, after: 2 },
      { kind: "removed", path: "gone", before: true },
      { kind: "same", path: "same", after: 1 },
    ]);
  });

  test("go into nested objects, and not into lists", () => {
    const found = differences(
      { net: { depth: 2, width: 8 }, list: [1, 2] },
      { net: { depth: 3, width: 8 }, list: [2] },
    );
    expect(found.filter(({ kind }) => kind !== "same")).toEqual([
      { kind: "changed", path: "list", before: [1, 2], after: [2] },
      { kind: "changed", path: "net.depth", before: 2, after: 3 },
    ]);
  });

  test("know null from a missing key", () => {
    expect(differences({}, { a: null })).toEqual([{ kind: "added", path: "a", after: null }]);
  });

  test("call equal what is equal in another order", () => {
    expect(
      differences({ a: { x: 1, y: [{ p: 1, q: 2 }] } }, { a: { y: [{ q: 2, p: 1 }], x: 1 } }),
    ).toMatchObject([{ kind: "same" }, { kind: "same" }]);
  });

  test("take two empty objects as the same", () => {
    expect(differences({ a: {} }, { a: {} })).toEqual([{ kind: "same", path: "a", after: {} }]);
  });
});

test("changed keys are top-level names only", () => {
  expect(changedKeys({ net: { a: 1 }, b: 1, toString: 1 }, { net: { a: 2 }, b: 1 })).toEqual([
    "net",
    "toString",
  ]);
});

test("traits come as signed changes, the largest first, a missing one counted as 0", () => {
  const found = traitChanges(
    { calm: 0.7, same: 1, mood: "wild", gone: 0.1 },
    { calm: 0.4, same: 1, mood: 3, new: 0.2 },
  );
  expect(found.map(({ name, delta }) => [name, delta])).toEqual([
    ["calm", -0.3],
    ["new", 0.2],
    ["gone", -0.1],
    ["same", 0],
    ["mood", null],
  ]);
});
