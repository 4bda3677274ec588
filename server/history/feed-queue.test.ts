import { expect, test } from "vitest";
import type { Entry } from "#server/store/port";
import { createFeedQueue, type Job } from "./feed-queue.ts";

function entries(count: number, chars = 10): Extract<Job, { kind: "entries" }> {
  const made = Array.from(
    { length: count },
    (_, n): Entry => ({ id: `${n}-0`, fields: { x: "x".repeat(chars) } }),
  );
  return {
    kind: "entries",
    place: { cursor: { epoch: "e", streamId: "1-0", eventId: null }, ordinal: null },
    entries: made,
  };
}

test("what is too much to wait is told, be it many entries or few large ones", () => {
  const many = createFeedQueue();
  expect(many.push(entries(50_000))).toBe(true);
  expect(many.push(entries(1))).toBe(false);
  const large = createFeedQueue();
  expect(large.push(entries(50, 1024 * 1024))).toBe(true);
  expect(large.push(entries(20, 1024 * 1024))).toBe(false);
  large.dropEntries();
  expect(large.push(entries(50, 1024 * 1024))).toBe(true);
});

test("entries go together as far as one transaction takes them, and large ones are fewer", () => {
  const queue = createFeedQueue();
  for (let n = 0; n < 7; n++) queue.push(entries(1_000));
  const next = queue.next();
  expect(next).toMatchObject({ job: { entries: { length: 5_000 } } });
  next?.done();
  expect(queue.waiting()).toBe(2_000);
  const large = createFeedQueue();
  for (let n = 0; n < 7; n++) large.push(entries(3, 1024 * 1024));
  expect(large.next()).toMatchObject({ job: { entries: { length: 6 } } });
});

test("what was written makes room, by its size too", () => {
  const queue = createFeedQueue();
  expect(queue.push(entries(60, 1024 * 1024))).toBe(true);
  queue.next()?.done();
  expect(queue.isEmpty()).toBe(true);
  expect(queue.push(entries(60, 1024 * 1024))).toBe(true);
});

test("what was given isn't given again until it is let go of, and counts until it is done", () => {
  const queue = createFeedQueue();
  const outage = { kind: "outage" } as Extract<Job, { kind: "outage" }>;
  for (const job of [entries(3_000), entries(3_001), outage]) queue.push(job);
  const first = queue.next();
  expect(first).toMatchObject({ job: { entries: { length: 3_000 } } });
  expect(queue.next()).toMatchObject({ job: { entries: { length: 3_001 } } });
  first?.done();
  expect(queue.waiting()).toBe(3_001);
  const told = queue.next();
  expect([told?.job, queue.next()]).toEqual([outage, null]);
  queue.dropEntries();
  expect(queue.next()?.job).toBe(outage);
  told?.done();
  expect(queue.isEmpty()).toBe(true);
  queue.push(entries(1));
  expect(queue.next()?.job.kind).toBe("entries");
});
