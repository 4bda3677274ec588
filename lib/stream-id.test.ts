import fc from "fast-check";
import { expect, test } from "vitest";
import {
  compareStreamIds,
  isStreamId,
  justAfter,
  justBefore,
  LAST_STREAM_ID,
  streamIdSeconds,
} from "./stream-id.ts";

const half = fc.bigInt({ min: 0n, max: 2n ** 64n - 1n });
const id = fc.tuple(half, half).map(([ms, seq]) => `${ms}-${seq}`);

test("ids compare as numbers, not as text: -9 comes before -10", () => {
  expect(compareStreamIds("5-9", "5-10")).toBeLessThan(0);
  expect(compareStreamIds("9-0", "10-0")).toBeLessThan(0);
});

test("the last bits count, where a Number would lose them", () => {
  expect(compareStreamIds("9007199254740993-0", "9007199254740992-0")).toBeGreaterThan(0);
});

test("zeros in front count for nothing", () => {
  expect(compareStreamIds("007-00", "7-0")).toBe(0);
  expect(compareStreamIds("009-0", "10-0")).toBeLessThan(0);
});

test("the order is that of two whole numbers", () => {
  const order = (a: bigint, b: bigint) => (a < b ? -1 : a > b ? 1 : 0);
  fc.assert(
    fc.property(half, half, half, half, (a, b, c, d) => {
      expect(Math.sign(compareStreamIds(`${a}-${b}`, `${c}-${d}`))).toBe(order(a, c) || order(b, d));
    }),
  );
});

test("the order is total and antisymmetric", () => {
  fc.assert(
    fc.property(id, id, (a, b) => {
      expect(Math.sign(compareStreamIds(a, b))).toBe(-Math.sign(compareStreamIds(b, a)) || 0);
      expect(compareStreamIds(a, b) === 0).toBe(a === b);
    }),
  );
});

test.each(["", "-", "1", "1-", "-1", "1-1-1", "a-b", "18446744073709551616-0", "1.5-0", "1-0 "])(
  "%j is not a stream id",
  (text) => {
    expect(isStreamId(text)).toBe(false);
  },
);

test("an id carries the receive time in seconds", () => {
  expect(streamIdSeconds("1500-3")).toBe(1.5);
});

test("the places around an entry lie right beside it, over the end of a millisecond too", () => {
  expect(justAfter("1500-3")).toBe("1500-4");
  expect(justBefore("1500-3")).toBe("1500-2");
  expect(justBefore("1500-0")).toBe("1499-18446744073709551615");
});

test("after a millisecond that is used up comes the next one, and after the last id of all nothing", () => {
  expect(justAfter("1500-18446744073709551615")).toBe("1501-0");
  expect(justAfter(LAST_STREAM_ID)).toBeNull();
});
