import { expect, test } from "vitest";
import { come } from "./come.fixture.ts";
import { keptTypes, withCome } from "./kept-types.ts";

test("what has come since is counted once, whether the server had it already or not", () => {
  const kept = keptTypes({
    fields: [],
    types: [{ type: "a.b", events: 10_000_000 }],
    events: 10_000_003,
    newest: "9-1",
  });
  const shown = withCome(kept, [come("9-1", "a.b"), come("10-0", "a.b"), come("10-1", "c.d")]);
  expect([...shown.counts]).toEqual([
    ["a.b", 10_000_001],
    ["c.d", 1],
  ]);
  expect(shown.total).toBe(10_000_005);
});

test("in an empty history everything that comes is new", () => {
  const shown = withCome(keptTypes({ fields: [], types: [], events: 0, newest: null }), [come("1-0", "a.b")]);
  expect(shown.total).toBe(1);
});
