import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { compareStreamIds } from "#lib/stream-id";
import { createIdsBetween } from "./backfill-ids.ts";

describe("ids for what is lost", () => {
  test("are of the events' own time, grow within a millisecond and never go back", () => {
    const next = createIdsBetween("1000-5", "9000-0");
    expect([1.5, 1.5, 1.2, 3].map(next)).toEqual(["1500-0", "1500-1", "1500-2", "3000-0"]);
  });

  test("stay between their bounds whatever the events' clocks say", () => {
    const next = createIdsBetween("1000-5", "8999-18446744073709551615");
    expect([0, 99, 99].map(next)).toEqual(["1000-6", "8998-0", "8998-1"]);
    const afterAll = createIdsBetween("1000-18446744073709551615", "9000-0");
    expect(afterAll(0)).toBe("1001-0");
  });

  test("run out where there is no room, and say so", () => {
    const narrow = createIdsBetween("1000-5", "1000-7");
    expect([1, 1, 1].map(narrow)).toEqual(["1000-6", "1000-7", null]);
    expect(createIdsBetween("1000-5", "1000-5")(1)).toBeNull();
    const behind = createIdsBetween("999-18446744073709551615", "1000-1");
    expect([9, 9, 9].map(behind)).toEqual(["1000-0", "1000-1", null]);
  });

  test("are all different, in order and inside, for any bounds and any clocks", () => {
    const id = fc.record({ ms: fc.integer({ min: 0, max: 20 }), seq: fc.integer({ min: 0, max: 9 }) });
    const seconds = fc.array(fc.double({ min: -1, max: 0.03, noNaN: true }), { maxLength: 30 });
    fc.assert(
      fc.property(id, id, seconds, (a, b, times) => {
        const [after, upTo] = [`${a.ms}-${a.seq}`, `${b.ms}-${b.seq}`];
        const next = createIdsBetween(after, upTo);
        let last = after;
        for (const time of times) {
          const made = next(time);
          if (made === null) break;
          expect(compareStreamIds(last, made)).toBeLessThan(0);
          expect(compareStreamIds(made, upTo)).toBeLessThanOrEqual(0);
          last = made;
        }
        // With a whole millisecond between the bounds there is always room.
        if (times.length > 0 && b.ms - a.ms > 1) expect(last).not.toBe(after);
      }),
      { seed: 20260101 },
    );
  });
});
