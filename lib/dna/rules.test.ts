import { describe, expect, test } from "vitest";
import { mutated, numericDelta, replacedTraits, scoreDelta, sizeOf, traitsAfter } from "./rules.ts";

describe("a mutation", () => {
  test("lays its keys over the old DNA and leaves the others", () => {
    expect(mutated({ a: 1, b: { deep: true } }, { b: 2, c: null })).toEqual({ a: 1, b: 2, c: null });
  });

  test("changes neither the old DNA nor itself", () => {
    const [dna, mutation] = [{ a: 1 }, { a: 2 }];
    mutated(dna, mutation);
    expect([dna, mutation]).toEqual([{ a: 1 }, { a: 2 }]);
  });
});

describe("a traits delta", () => {
  test("adds numbers", () => {
    expect(traitsAfter({ speed: 1.5, calm: 3 }, { speed: -0.5 })).toEqual({ speed: 1, calm: 3 });
  });

  test("counts a missing trait as 0", () => {
    expect(traitsAfter({}, { speed: 0.25 })).toEqual({ speed: 0.25 });
  });

  test("counts a trait that isn't a number as 0", () => {
    expect(traitsAfter({ mood: "calm" }, { mood: 2 })).toEqual({ mood: 2 });
  });

  test("is not fooled by names that every object has", () => {
    expect(traitsAfter({}, { constructor: 1, toString: 2 })).toEqual({ constructor: 1, toString: 2 });
  });

  test("replaces with what isn't a number", () => {
    const delta = { mood: "wild", on: false, list: [1], none: null };
    expect(traitsAfter({ mood: 1, on: true }, delta)).toEqual(delta);
  });

  test("refuses a sum that no number holds, naming the trait", () => {
    expect(() => traitsAfter({ big: 1.7e308 }, { big: 1.7e308 })).toThrow(
      expect.objectContaining({
        code: "invalid",
        problems: [expect.objectContaining({ loc: ["body", "traits_delta", "big"] })],
      }),
    );
  });

  test("tells its numbers apart from its replacements", () => {
    const delta = { speed: 0.5, mood: "wild" };
    expect(numericDelta(delta)).toEqual({ speed: 0.5 });
    expect(replacedTraits(delta)).toEqual(["mood"]);
  });
});

test("the size of DNA is the number of its keys", () => {
  expect(sizeOf({ a: 1, b: { c: 1, d: 2 } })).toBe(2);
});

test("a change of karma by exactly 0.1 is not more than 0.1", () => {
  expect(scoreDelta(0.7, 0.8)).toBe(0.1);
  expect(scoreDelta(0.82, 0.615)).toBe(-0.205);
});
