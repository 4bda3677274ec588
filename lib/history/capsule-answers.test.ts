import { describe, expect, test } from "vitest";
import { EventList } from "../events/api.ts";
import { toWire } from "../fold.ts";
import { FieldList, Histogram, OneEvent, ValueList } from "./api.ts";
import { CAPSULE_FORMAT, type Capsule } from "./capsule.ts";
import { answerFromCapsule } from "./capsule-answers.ts";
import { BEGIN, liveStateAfter, makeEvents } from "./replay.fixture.ts";

const EVENTS = makeEvents(300);
const capsule: Capsule = {
  format: CAPSULE_FORMAT,
  version: 1,
  made_at: BEGIN,
  from: BEGIN + 100,
  to: BEGIN + 300,
  notes: "",
  query: "",
  redacted: [],
  epoch: "E",
  base: toWire(liveStateAfter(EVENTS, 100)),
  outages: [],
  alerts: [],
  events: EVENTS.slice(100),
};
const list = (asked: Record<string, string | number>) =>
  EventList.parse(answerFromCapsule(capsule, "/api/events", asked));

describe("an open capsule answers as the server would", () => {
  test("with events by filter, page by page", () => {
    const query = "type:dna.*";
    const first = list({ query, limit: 30 });
    const second = list({ query, limit: 30, before: first.next ?? "" });
    const all = [...first.events, ...second.events].map(({ stream_id }) => stream_id);
    const wanted = capsule.events
      .filter(({ type }) => type.startsWith("dna."))
      .map(({ stream_id }) => stream_id);
    expect(all).toEqual(wanted.reverse());
    expect(second.next).toBeNull();
  });

  test("within times, the first of which is in it and the last is not", () => {
    const { events } = list({
      after: "2026-01-01T00:02:00Z",
      before: "2026-01-01T00:02:03Z",
      order: "oldest",
    });
    expect(events).toEqual(EVENTS.slice(120, 123));
  });

  test("with counts over time that hold each event once", () => {
    const answer = answerFromCapsule(capsule, "/api/events/histogram", { buckets: 50, query: "" });
    const { buckets, total, types } = Histogram.parse(answer);
    expect(total).toBe(200);
    expect(buckets.flat().reduce((sum, count) => sum + count, 0)).toBe(200);
    expect(types).toHaveLength(5);
  });

  test("with one event and its neighbours", () => {
    const path = `/api/events/${EVENTS[150]?.stream_id}`;
    const one = OneEvent.parse(answerFromCapsule(capsule, path, {}));
    expect(one).toMatchObject({
      event: EVENTS[150],
      older: EVENTS[149]?.stream_id,
      newer: EVENTS[151]?.stream_id,
    });
  });

  test("with its own fields and values", () => {
    const { fields, types, events } = FieldList.parse(answerFromCapsule(capsule, "/api/events/fields", {}));
    expect(events).toBe(capsule.events.length);
    expect(types.reduce((sum, type) => sum + type.events, 0)).toBe(events);
    expect(fields.map(({ name }) => name)).toEqual(expect.arrayContaining(["type", "karma_score"]));
    const asked = { field: "robot", prefix: "", limit: 5 };
    expect(ValueList.parse(answerFromCapsule(capsule, "/api/events/values", asked))).toEqual({
      values: ["r"],
    });
  });

  test("and not at all to what it doesn't know", () => {
    expect(answerFromCapsule(capsule, "/api/dna/agents/a/history", {})).toBeUndefined();
    expect(answerFromCapsule(capsule, "/api/events/1-0", {})).toBeUndefined();
  });
});
