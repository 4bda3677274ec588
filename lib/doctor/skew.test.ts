import fc from "fast-check";
import { expect, test } from "vitest";
import { addSkew, emptySkew, skewOf } from "./skew.ts";

function tallied(values: readonly number[]) {
  const tally = emptySkew();
  for (const value of values) addSkew(tally, value);
  return skewOf(tally);
}

test("nothing is known without an event that carried a time", () => {
  expect(skewOf(emptySkew())).toBeNull();
});

test("exactly 60 s is in time, more is not", () => {
  expect(tallied([60, -60, 60.001, -61, 3600])).toMatchObject({
    count: 5,
    ahead: 2,
    behind: 1,
    min: -61,
    max: 3600,
  });
});

test("one clock that is off by millennia doesn't move the middle", () => {
  expect(tallied([-0.01, -0.02, -0.02, -0.03, 2.5e11])?.median).toBeCloseTo(-0.02, 2);
});

test("the middle is right to 16 %, its buckets are bounded, and the ends are exact", () => {
  const seconds = fc.oneof(
    fc.double({ min: -1e6, max: 1e6, noNaN: true }),
    fc.double({ min: -1, max: 1, noNaN: true }),
  );
  fc.assert(
    fc.property(fc.array(seconds, { minLength: 1, maxLength: 99 }), (values) => {
      const sorted = [...values].sort((a, b) => a - b);
      const middle = sorted[Math.ceil(values.length / 2) - 1] ?? 0;
      const skew = tallied(values);
      expect(Math.abs((skew?.median ?? 0) - middle)).toBeLessThanOrEqual(
        Math.max(0.001, Math.abs(middle) * 0.16),
      );
      expect(skew).toMatchObject({ min: sorted[0], max: sorted.at(-1) });
    }),
  );
  const tally = emptySkew();
  for (let exponent = -20; exponent < 300; exponent++)
    for (const sign of [1, -1]) addSkew(tally, sign * 10 ** exponent);
  expect(Object.keys(tally.buckets).length).toBeLessThanOrEqual(161);
});
