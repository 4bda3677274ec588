import fc from "fast-check";
import { expect, test } from "vitest";
import { selectInPlace } from "./select.ts";

const values = fc.array(fc.oneof(fc.integer({ min: 0, max: 5 }), fc.double({ noNaN: true })), {
  minLength: 1,
  maxLength: 200,
});

test("a place holds what it would if all were sorted, and parts the others", () => {
  fc.assert(
    fc.property(values, fc.nat(), (given, somewhere) => {
      const place = somewhere % given.length;
      const selected = Float64Array.from(given, (value) => value + 0);
      const sorted = selected.toSorted();
      selectInPlace(selected, place, 0, selected.length - 1);
      expect(selected[place]).toBe(sorted[place]);
      expect(selected.toSorted()).toEqual(sorted);
      expect(selected.subarray(0, place).every((value) => value <= sorted[place]!)).toBe(true);
      expect(selected.subarray(place).every((value) => value >= sorted[place]!)).toBe(true);
    }),
  );
});

test("only the part that is named is touched", () => {
  const selected = Float64Array.from([9, 5, 3, 4, 0]);
  selectInPlace(selected, 2, 1, 3);
  expect([...selected]).toEqual([9, 3, 4, 5, 0]);
});
