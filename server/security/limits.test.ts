import fc from "fast-check";
import { expect, test } from "vitest";
import { createFailures, FAILURES_ALLOWED, FAILURES_WINDOW_MS } from "./failures.ts";
import { createBucket, createBuckets } from "./limits.ts";

/** A clock that a test moves. */
function newClock() {
  let time = 0;
  return {
    now: () => time,
    pass(ms: number): void {
      time += ms;
    },
  };
}

const perSecond = fc.integer({ min: 1, max: 100 });
const burst = fc.integer({ min: 1, max: 30 });
/** Mostly none: what counts happens at the edge. */
const pauses = (longest: number) =>
  fc.oneof(
    { arbitrary: fc.constant(0), weight: 4 },
    { arbitrary: fc.integer({ min: 0, max: longest }), weight: 1 },
  );

/** A bucket as one would explain it: so many tokens, and how many come each eighth of a second. */
function plainBucket(rate: number, most: number) {
  let eighths = most * 8;
  return {
    pass(count: number): void {
      eighths = Math.min(most * 8, eighths + count * rate);
    },
    take(): boolean {
      if (eighths < 8) return false;
      eighths -= 8;
      return true;
    },
  };
}

test("a bucket lets through what a plain count of its tokens does", () => {
  const seen = { passed: 0, refused: 0 };
  // Eighths of a second are no fractions that a number rounds.
  fc.assert(
    fc.property(
      perSecond,
      burst,
      fc.array(pauses(40), { maxLength: 200, size: "max" }),
      (rate, most, steps) => {
        const clock = newClock();
        const bucket = createBucket(rate, most, clock.now);
        const plain = plainBucket(rate, most);
        for (const eighths of steps) {
          clock.pass(eighths * 125);
          plain.pass(eighths);
          const passes = plain.take();
          seen[passes ? "passed" : "refused"]++;
          expect(bucket.take()).toBe(passes);
        }
      },
    ),
  );
  expect(Math.min(seen.passed, seen.refused)).toBeGreaterThan(100);
});

test("in no stretch of time does a bucket let through more than its burst and what came meanwhile", () => {
  fc.assert(
    fc.property(
      perSecond,
      burst,
      fc.array(pauses(300), { minLength: 50, maxLength: 150, size: "max" }),
      (rate, most, steps) => {
        const clock = newClock();
        const bucket = createBucket(rate, most, clock.now);
        const taken: number[] = [];
        for (const ms of steps) {
          clock.pass(ms);
          if (bucket.take()) taken.push(clock.now());
        }
        for (const [first, from] of taken.entries())
          for (const [count, to] of taken.slice(first).entries())
            expect(count + 1).toBeLessThanOrEqual(most + ((to - from) / 1000) * rate + 1e-6);
      },
    ),
  );
});

test("each address has its own bucket, also when those of a thousand others are forgotten meanwhile", () => {
  const visits = fc.array(fc.tuple(fc.integer({ min: 0, max: 3 }), pauses(40)), {
    maxLength: 150,
    size: "max",
  });
  fc.assert(
    fc.property(perSecond, burst, visits, (rate, most, steps) => {
      const clock = newClock();
      const buckets = createBuckets(rate, most, clock.now);
      const plain = Array.from({ length: 4 }, () => plainBucket(rate, most));
      for (const [step, [who, eighths]] of steps.entries()) {
        clock.pass(eighths * 125);
        if (step % 20 === 0) for (let other = 0; other <= 1000; other++) buckets.take(`other ${other}`);
        for (const one of plain) one.pass(eighths);
        expect(buckets.take(`address ${who}`)).toBe(plain[who]?.take());
      }
    }),
    { numRuns: 30 },
  );
});

test("whoever failed ten times within a minute waits exactly until the first of them is a minute old", () => {
  const acts = fc.array(
    fc.tuple(
      fc.constantFrom(...Array(18).fill("add"), "ask", "forget"),
      fc.integer({ min: 0, max: 2 }),
      pauses(12).map((fiveSeconds) => fiveSeconds * 5000),
    ),
    { maxLength: 120, size: "max" },
  );
  const seen = { waits: 0, free: 0 };
  fc.assert(
    fc.property(acts, (steps) => {
      const clock = newClock();
      const failures = createFailures(clock.now);
      const all: number[][] = [[], [], []];
      for (const [act, who, ms] of steps) {
        clock.pass(ms);
        if (act === "add") {
          failures.add(`${who}`);
          all[who]?.push(clock.now());
        } else if (act === "forget") {
          failures.forget(`${who}`);
          all[who] = [];
        }
        for (const [one, times] of all.entries()) {
          const recent = times.filter((at) => at > clock.now() - FAILURES_WINDOW_MS);
          const oldest = recent.at(-FAILURES_ALLOWED);
          const left = oldest === undefined ? 0 : (oldest + FAILURES_WINDOW_MS - clock.now()) / 1000;
          seen[left > 0 ? "waits" : "free"]++;
          expect(failures.waitSeconds(`${one}`)).toBe(Math.ceil(left));
        }
      }
    }),
  );
  expect(Math.min(seen.waits, seen.free)).toBeGreaterThan(100);
});
