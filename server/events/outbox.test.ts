import { expect, test } from "vitest";
import { createEvent } from "#lib/events/create";
import { createOutbox } from "./outbox.ts";

const started = () => createEvent("metrics.aggregation_started", { job_id: "j", started_at: 1 }, 1);
const routine = () =>
  createEvent("telemetry.metrics_published", { robot_id: "r", metrics: {}, published_at: 1 }, 1);
const limits = { events: 3, bytes: 1_000_000, ageMs: 1000 };

test("events leave in the order they came, and stay until they are done", () => {
  const outbox = createOutbox(limits);
  const events = [started(), started()];
  for (const event of events) outbox.add(event, 0);
  const first = outbox.take(10, 0);
  expect(first.map(({ dedupId }) => dedupId)).toEqual(events.map(({ id }) => id));
  expect(outbox.take(10, 0)).toEqual(first);
  outbox.done(first);
  expect(outbox.size()).toEqual({ events: 0, bytes: 0 });
});

test("overflow drops routine telemetry first, then the oldest, and counts both", () => {
  const outbox = createOutbox(limits);
  const oldest = started();
  outbox.add(oldest, 5);
  outbox.add(routine(), 6);
  outbox.add(started(), 7);
  outbox.add(started(), 8);
  expect(outbox.takeDropped()).toEqual({ count: 1, types: { "telemetry.metrics_published": 1 }, since: 8 });
  expect(outbox.take(1, 8)[0]?.dedupId).toBe(oldest.id);
  outbox.giveBack();
  outbox.add(started(), 9);
  expect(outbox.takeDropped()).toEqual({ count: 1, types: { "metrics.aggregation_started": 1 }, since: 9 });
  expect(outbox.takeDropped()).toBeNull();
});

test("what is on its way to the log isn't dropped, unless it comes back", () => {
  const outbox = createOutbox(limits);
  for (const event of [routine(), started(), started()]) outbox.add(event, 0);
  const onItsWay = outbox.take(2, 0);
  outbox.add(started(), 1);
  expect(outbox.takeDropped()).toEqual({ count: 1, types: { "metrics.aggregation_started": 1 }, since: 1 });
  outbox.done(onItsWay);
  expect(outbox.size().events).toBe(1);

  for (const event of [started(), started()]) outbox.add(event, 2);
  outbox.take(3, 2);
  outbox.giveBack();
  outbox.add(started(), 3);
  expect(outbox.takeDropped()).toEqual({ count: 1, types: { "metrics.aggregation_started": 1 }, since: 3 });
  expect(outbox.size().events).toBe(3);
});

test("when all that waits is on its way, what comes on top is dropped", () => {
  const outbox = createOutbox(limits);
  for (const event of [started(), started(), started()]) outbox.add(event, 0);
  const onItsWay = outbox.take(3, 0);
  outbox.add(routine(), 1);
  expect(outbox.takeDropped()?.types).toEqual({ "telemetry.metrics_published": 1 });
  outbox.done(onItsWay);
  expect(outbox.size()).toEqual({ events: 0, bytes: 0 });
});

test("the size in bytes is bounded too", () => {
  const outbox = createOutbox({ ...limits, bytes: 10 });
  outbox.add(started(), 0);
  expect(outbox.size()).toEqual({ events: 0, bytes: 0 });
});

test("what is too old is dropped and counted", () => {
  const outbox = createOutbox(limits);
  outbox.add(started(), 0);
  expect(outbox.take(10, 1001)).toEqual([]);
  expect(outbox.takeDropped()?.count).toBe(1);
});
