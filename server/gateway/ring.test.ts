import { expect, test } from "vitest";
import type { StoredEvent } from "#lib/events/envelope";
import { createRing } from "./ring.ts";

const cursor = (streamId: string, eventId: string | null = `e${streamId}`) => ({
  epoch: "E",
  streamId,
  eventId,
});
const event = (stream_id: string, payload = {}) =>
  ({ stream_id, id: `e${stream_id}`, payload }) as StoredEvent;
const frame = (from: string, to: string, events: StoredEvent[] = [event(to)]) => ({
  from,
  to: cursor(to),
  events,
});

test("a client at a frame's edge gets everything after it in one frame", () => {
  const ring = createRing();
  ring.add(frame("0-0", "1-0"), 500);
  ring.add(frame("1-0", "2-0"), 500);
  ring.add(frame("2-0", "3-0"), 500);
  expect(ring.since(cursor("1-0"))).toEqual({
    from: "1-0",
    to: cursor("3-0"),
    events: [event("2-0"), event("3-0")],
  });
});

test("an unknown place, another event at the place and another epoch are not answered", () => {
  const ring = createRing();
  ring.add(frame("1-0", "2-0"), 500);
  ring.add(frame("2-0", "3-0"), 500);
  expect(ring.since(cursor("1-5"))).toBeNull();
  expect(ring.since(cursor("2-0", "another"))).toBeNull();
  expect(ring.since({ ...cursor("2-0"), epoch: "F" })).toBeNull();
});

test("old frames are forgotten beyond 10,000 events", () => {
  const ring = createRing();
  const many = (ms: number) => Array.from({ length: 5000 }, (_, index) => event(`${ms}-${index}`));
  ring.add(frame("0-0", "0-1"), 500);
  ring.add(frame("0-1", "1-4999", many(1)), 500);
  ring.add(frame("1-4999", "2-4999", many(2)), 500);
  expect(ring.since(cursor("1-4999"))?.events).toHaveLength(5000);
  ring.add(frame("2-4999", "3-0"), 500);
  expect(ring.since(cursor("0-1"))).toBeNull();
  expect(ring.since(cursor("1-4999"))?.events).toHaveLength(5001);
});

test("old frames are forgotten beyond 16 MiB, but never the newest", () => {
  const ring = createRing();
  ring.add(frame("0-0", "1-0"), 1000);
  ring.add(frame("1-0", "2-0"), 20 * 1024 * 1024);
  expect(ring.since(cursor("1-0"))?.events).toEqual([event("2-0")]);
  ring.add(frame("2-0", "3-0"), 1000);
  expect(ring.since(cursor("1-0"))).toBeNull();
  expect(ring.since(cursor("2-0"))?.events).toEqual([event("3-0")]);
});

test("the past is put before what was added since, without what is in both; then nothing more", () => {
  const ring = createRing();
  ring.add(frame("2-0", "3-0"), 500);
  const past = [frame("", "1-0"), frame("1-0", "2-0"), frame("2-0", "3-0")];
  ring.fill(past.map((one) => ({ frame: one, chars: 500 })));
  expect(ring.isFilled()).toBe(true);
  expect(ring.since(cursor("1-0"))?.events).toEqual([event("2-0"), event("3-0")]);
  expect(ring.since(cursor("0-0"))).toBeNull();
  ring.clear();
  expect(ring.isFilled()).toBe(false);
});
