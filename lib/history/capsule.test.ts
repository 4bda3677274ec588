import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { StoredEvent } from "../events/envelope.ts";
import { emptyState, fold, toWire } from "../fold.ts";
import { type Capsule, capsuleText, readCapsule, redactEvent, redactState } from "./capsule.ts";

const events: StoredEvent[] = [
  event("1000-0", "dna.snapshot_created", {
    agent_id: "alpha",
    snapshot_id: 1,
    version: 1,
    source: "manual",
    parent_snapshot_id: null,
    dna_size: 1,
    traits_count: 1,
    reason: "the secret plan",
    created_at: 1,
  }),
  event("2000-0", "course.enrolled", {
    learner: { name: "the secret name", age: 41, tags: ["the secret tag"] },
    list: [{ name: "the secret name", kept: 1 }],
  }),
];

const head: Omit<Capsule, "events"> = {
  format: "brainwave-capsule",
  version: 1,
  made_at: 10,
  from: 1,
  to: 5,
  notes: "what happened",
  query: "",
  redacted: [],
  epoch: "e",
  base: toWire(fold(emptyState, events)),
  outages: [],
  alerts: [],
};

function written(events: readonly StoredEvent[], begin = head): string {
  const text = capsuleText(begin);
  return text.begin + events.map((event) => JSON.stringify(event)).join(",") + text.end;
}

test("what was written is read", () => {
  expect(readCapsule(written(events))).toEqual({ kind: "capsule", capsule: { ...head, events } });
  expect(readCapsule(written([]))).toEqual({ kind: "capsule", capsule: { ...head, events: [] } });
});

describe("a file that is no capsule is refused in a sentence", () => {
  test.each([
    ["hello", "not JSON"],
    [written(events).slice(0, -20), "cut off"],
    ["[1]", "not an incident capsule"],
    [JSON.stringify({ format: "something else" }), "not an incident capsule"],
    [JSON.stringify({ ...head, version: 2 }), "version 2"],
    [JSON.stringify({ ...head, events: {} }), "events is not a list"],
    [JSON.stringify({ ...head, from: "1", events: [] }), "from is not a number"],
    [JSON.stringify({ ...head, base: { agents: [] }, events: [] }), "the state"],
    [JSON.stringify({ ...head, events: [events[0], { ...events[1], payload: 7 }] }), "event 2 of 2"],
  ])("%s", (text, words) => {
    expect(readCapsule(text)).toEqual({ kind: "problem", message: expect.stringContaining(words) });
  });

  test("whatever it is", () => {
    fc.assert(
      fc.property(fc.json(), fc.constantFrom("base", "events", "outages", "epoch"), (json, key) => {
        readCapsule(json);
        readCapsule(JSON.stringify({ ...head, events, [key]: JSON.parse(json) }));
      }),
    );
  });
});

describe("redaction", () => {
  const keys = new Set(["name", "tags", "reason", "age"]);

  test("takes the values out at any depth, of the events and of the state", () => {
    const told = JSON.stringify([
      events.map((each) => redactEvent(each, keys)),
      redactState(head.base, keys),
    ]);
    expect(told).not.toContain("secret");
    expect(told).not.toContain("41");
    expect(redactEvent(events[1] as StoredEvent, keys).payload).toEqual({
      learner: { name: "[redacted]", age: null, tags: [] },
      list: [{ name: "[redacted]", kept: 1 }],
    });
  });

  test("of an id takes it out of the state's own lists too", () => {
    expect(JSON.stringify(redactState(head.base, new Set(["agent_id"])))).not.toContain("alpha");
  });

  test("leaves what was folded so that it can be folded on", () => {
    const ids = [
      "agent_id",
      "version",
      "dna_size",
      "source",
      "reason",
      "created_at",
      "traits_delta",
      "metrics",
    ];
    fc.assert(
      fc.property(fc.subarray(ids), (taken) => {
        const left = events.map((each) => redactEvent(each, new Set(taken)));
        expect(() => JSON.stringify(toWire(fold(emptyState, left)))).not.toThrow();
      }),
    );
  });

  test("whom an alert is about is nowhere in it when its robot's name is taken out", () => {
    const subject = { kind: "robot", id: "the secret robot" };
    const alert = {
      alert_id: "battery_low.robot.1.the%20secret%20robot",
      rule_id: "battery_low",
      kind: "battery_low",
      severity: "warning",
      subject,
      robot_id: subject.id,
      since: 1,
      fired_at: 2,
      value: 3,
      threshold: 20,
      worst: 3,
      flaps: 0,
      shown_by: null,
    };
    const told = [
      event("3000-0", "alert.fired", alert),
      event("4000-0", "alert.muted", { subject, robot_id: subject.id, until: null, muted_at: 4 }),
    ];
    const keys = new Set(["robot_id"]);
    expect(JSON.stringify(told.map((each) => redactEvent(each, keys)))).not.toContain("secret");
    const { feed: _, ...state } = redactState(toWire(fold(emptyState, told)), keys);
    expect(JSON.stringify(state)).not.toContain("secret");
  });

  test("changes nothing when nothing is to be taken out", () => {
    expect(events.map((each) => redactEvent(each, new Set(["elsewhere"])))).toEqual(events);
  });
});

function event(stream_id: string, type: string, payload: Record<string, unknown>): StoredEvent {
  return {
    stream_id,
    id: stream_id,
    type,
    source: "test",
    target: null,
    timestamp: 1,
    payload,
    meta: { a: 1 },
  };
}
