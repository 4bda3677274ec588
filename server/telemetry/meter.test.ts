import { expect, test } from "vitest";
import { createMeter } from "./meter.ts";

/** A heartbeat every ten seconds that is answered after so many milliseconds. */
function beats(meter: ReturnType<typeof createMeter>, from: number, ms: readonly number[]) {
  return ms.map((trip, index) => {
    const at = from + 10 * index;
    meter.asked(at * 1000);
    return meter.answered(at * 1000 + trip, at + trip / 1000);
  });
}

test("the first grade is told after three answers, with rates since the connection opened", () => {
  const meter = createMeter(1000);
  for (let n = 0; n < 60; n++) meter.received(100);
  meter.refused();
  const [first, second, third] = beats(meter, 1010, [20, 20, 20]);
  expect([first, second]).toEqual([null, null]);
  expect(third).toMatchObject({ grade: "good", probes: 3, missed_probes: 0, refused_messages: 1 });
  expect(third?.latency_ms).toBeCloseTo(20);
  expect(third?.messages_per_second).toBeCloseTo(60 / 30.02);
  expect(third?.bytes_per_second).toBeCloseTo(6000 / 30.02);
});

test("a grade that changed is told, at most once a minute; one that didn't, a quarter of an hour later", () => {
  const meter = createMeter(0);
  beats(meter, 0, [20, 20, 20]);
  const slow = beats(meter, 30, Array(12).fill(500));
  const told = slow.flatMap((one, index) => (one ? [[index, one.grade]] : []));
  // The median needs half of its round trips to be slow; jitter may tell it earlier.
  expect(told[0]?.[0]).toBeGreaterThanOrEqual(5);
  expect(told.length).toBeLessThanOrEqual(2);
  expect(told.at(-1)?.[1]).toBe("poor");
  const steady = beats(meter, 200, Array(100).fill(500)).filter(Boolean);
  expect(steady).toHaveLength(1);
});

test("a heartbeat without an answer is missed, and an answer to none is nothing", () => {
  const meter = createMeter(0);
  expect(meter.answered(1000, 1)).toBeNull();
  meter.asked(10_000);
  expect(beats(meter, 25, [20, 20, 20]).at(-1)).toMatchObject({ probes: 4, missed_probes: 1 });
});
