import { expect, test } from "vitest";
import { toWire } from "../../lib/fold.ts";
import { CAPSULE_FORMAT, type Capsule } from "../../lib/history/capsule.ts";
import { BEGIN, liveStateAfter, makeEvents } from "../../lib/history/replay.fixture.ts";
import { noteOf, placeWords } from "./scrubber-words.ts";
import { capsuleTimeline, countAt, incidentOf } from "./timeline.ts";

const EVENTS = makeEvents(240, 0.5);
const [sample] = EVENTS;
const capsule = {
  format: CAPSULE_FORMAT,
  from: BEGIN,
  to: BEGIN + 120,
  base: toWire(liveStateAfter(EVENTS, 0)),
  events: EVENTS,
} as unknown as Capsule;

test("a capsule's events are counted, each once", () => {
  const timeline = capsuleTimeline(capsule);
  expect(timeline.counts.reduce((sum, count) => sum + count, 0)).toBe(EVENTS.length);
  expect(countAt(timeline, BEGIN + 0.5)).toBe(2);
  expect(countAt(timeline, BEGIN - 5)).toBeNull();
});

test("failed runs and lost robots are marked; a goodbye is not", () => {
  const event = (type: string, payload: Record<string, unknown>) =>
    incidentOf({ ...(sample as (typeof EVENTS)[number]), type, payload })?.state ?? null;
  const closed = { robot_id: "r", connection_id: "c", disconnected_at: BEGIN, duration_seconds: 5 };
  expect(event("telemetry.connection_closed", { ...closed, reason: "transport_error" })).toBe("dropped");
  expect(event("telemetry.connection_closed", { ...closed, reason: "client_disconnect" })).toBeNull();
  expect(event("metrics.aggregation_failed", { job_id: "j" })).toBe("failed");
  expect(event("dna.karma_updated", {})).toBeNull();
});

test("the scrubber says where it stands in a sentence", () => {
  const words = placeWords({ at: BEGIN, present: BEGIN + 180, count: 3, replaying: true }, "utc");
  expect(words).toBe("2026-01-01 00:00:00 UTC, 3 min ago, 3 events around it");
  expect(placeWords({ at: BEGIN, present: BEGIN, count: null, replaying: false }, "utc")).toBe(
    "The present, 00:00:00",
  );
});

test("a moment that can't be loaded says why", () => {
  const view = { status: { kind: "failed", why: "The server did not answer." } } as Parameters<
    typeof noteOf
  >[0];
  expect(noteOf(view)).toBe("The server did not answer.");
});
