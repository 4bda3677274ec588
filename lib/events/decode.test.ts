import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createEvent } from "./create.ts";
import { decode, MAX_ENTRY_CHARS } from "./decode.ts";
import { toFields } from "./fields.ts";

const karma = { snapshot_id: 7, agent_id: "a", version: 2, karma_score: 0.5, updated_at: 1_767_225_600 };
const good = toFields(createEvent("dna.karma_updated", karma, 1_767_225_600.25));
const entry = (fields: Record<string, string>) => ({ id: "1767225601000-0", fields });
const read = (fields: Record<string, string>, percentSources?: Set<string>) =>
  decode(entry(fields), { percentSources });
const eventOf = (fields: Record<string, string>) => {
  const decoded = read(fields);
  if (decoded.kind !== "event") throw new Error(decoded.entry.reason);
  return decoded;
};
const reasonOf = (fields: Record<string, string>) => {
  const decoded = read(fields);
  if (decoded.kind === "event") throw new Error("was read");
  return `${decoded.entry.field} ${decoded.entry.reason}`;
};

test("what we write, we read as it was", () => {
  const event = createEvent("dna.karma_updated", karma, 1_767_225_600.25, { correlationId: "c" });
  const decoded = eventOf(toFields(event));
  expect(decoded.event).toEqual({ stream_id: "1767225601000-0", ...event });
  expect(decoded.notes).toEqual([]);
});

describe("tolerance", () => {
  test("an unknown type with unknown fields is an event", () => {
    const decoded = eventOf({
      ...good,
      type: "course.workflow.transitioned",
      payload: '{"x":1}',
      colour: "blue",
    });
    expect(decoded.event.payload).toEqual({ x: 1 });
  });

  test("a missing meta and a broken target are no obstacle", () => {
    const { meta, ...rest } = good;
    expect(eventOf({ ...rest, target: "" }).event).toMatchObject({ meta: {}, target: null });
  });

  test("carried fields come through untouched", () => {
    expect(eventOf({ ...good, mission_id: "m", severity: "ERROR" }).event).toMatchObject({
      mission_id: "m",
      severity: "ERROR",
    });
  });

  test("without a timestamp the receive time counts, and it is noted", () => {
    const { timestamp, ...rest } = good;
    const decoded = eventOf(rest);
    expect(decoded.event.timestamp).toBe(1_767_225_601);
    expect(decoded.notes).toEqual(["timestamp_missing"]);
  });

  test("a time without a zone is UTC, and it is noted", () => {
    const decoded = eventOf({ ...good, timestamp: "2026-01-01T00:00:00" });
    expect(decoded.event.timestamp).toBe(1_767_225_600);
    expect(decoded.notes).toEqual(["timestamp_naive"]);
  });

  test("null is read as absent", () => {
    const payload = JSON.stringify({ ...karma, previous_score: null, score_delta: null });
    expect(eventOf({ ...good, payload }).event.payload).toEqual(karma);
  });

  test("ISO times inside a payload are read as seconds", () => {
    const payload = JSON.stringify({ ...karma, updated_at: "2026-01-01T00:00:00Z" });
    expect(eventOf({ ...good, payload }).event.payload.updated_at).toBe(1_767_225_600);
  });

  test("battery_level is battery_percentage", () => {
    const payload = JSON.stringify({ robot_id: "r", metrics: { battery_level: 12 }, published_at: 1 });
    const decoded = eventOf({ ...good, type: "telemetry.metrics_published", payload });
    expect(decoded.event.payload.metrics).toEqual({ battery_percentage: 12 });
  });
});

describe("karma's scale", () => {
  const percent = {
    ...good,
    payload: JSON.stringify({ ...karma, karma_score: 85, previous_score: 80, score_delta: 5 }),
  };

  test("a foreign value outside 0–1 is kept as it came", () => {
    expect(eventOf(percent).event.payload.karma_score).toBe(85);
  });

  test("a producer that is declared to speak percent is scaled, and it is noted", () => {
    const decoded = read(percent, new Set(["dna_service"]));
    expect(decoded).toMatchObject({
      kind: "event",
      notes: ["percent_karma"],
      event: { payload: { karma_score: 0.85, previous_score: 0.8, score_delta: 0.05 } },
    });
  });
});

describe("system.alert wrappers", () => {
  const inner = {
    id: "inner",
    type: "dna.karma_updated",
    source: "dna_service",
    timestamp: 1_767_225_600,
    ...karma,
  };

  test("a nested event is unwrapped, and it is noted", () => {
    const decoded = eventOf({ ...good, type: "system.alert", source: "bus", payload: JSON.stringify(inner) });
    expect(decoded.event).toMatchObject({
      id: "inner",
      type: "dna.karma_updated",
      source: "dna_service",
      payload: karma,
    });
    expect(decoded.notes).toContain("unwrapped");
  });

  test("a lost type stays system.alert; what it fits is told, never guessed in silence", () => {
    const payload = JSON.stringify({ snapshot_id: 7, agent_id: "a", version: 2, karma_score: 0.5 });
    const decoded = eventOf({ ...good, type: "system.alert", payload });
    expect(decoded.event.type).toBe("system.alert");
    expect(decoded.fits).toEqual(["dna.karma_updated"]);
  });
});

describe("poison is put aside with its reason", () => {
  const without = (name: string) => Object.fromEntries(Object.entries(good).filter(([key]) => key !== name));
  test.each([
    ["nothing at all", {}, "id is missing"],
    ["no type", without("type"), "type is missing"],
    ["no payload", without("payload"), "payload is missing"],
    ["payload that isn't JSON", { ...good, payload: "{" }, "payload is not JSON"],
    ["payload that is a list", { ...good, payload: "[]" }, "payload must be a JSON object"],
    ["bytes that aren't text", { ...good, source: "a\ufffdb" }, "source holds bytes that are no text"],
    ["a __proto__ key", { ...good, payload: '{"__proto__":{"x":1}}' }, 'payload has a key named "__proto__"'],
    [
      "deep nesting",
      { ...good, payload: `{"a":${"[".repeat(5000)}}` },
      "payload is nested deeper than 32 levels",
    ],
    ["a time that is none", { ...good, timestamp: "soon" }, 'timestamp is "soon", which is no time'],
    ["a known type without its agent", { ...good, payload: "{}" }, "payload.snapshot_id is missing"],
    [
      "a known type with a field of another type",
      { ...good, payload: JSON.stringify({ ...karma, karma_score: "high" }) },
      'payload.karma_score must be a number, but is the text "high"',
    ],
  ])("%s", (_name, fields, reason) => {
    expect(reasonOf(fields)).toContain(reason);
  });

  test("an entry of a megabyte", () => {
    expect(reasonOf({ ...good, payload: `{"a":"${"x".repeat(MAX_ENTRY_CHARS)}"}` })).toContain(
      "at most 256 KiB are read",
    );
  });
});

test("nothing makes the decoder throw", () => {
  const names = fc.constantFrom(
    "id",
    "type",
    "source",
    "timestamp",
    "payload",
    "meta",
    "target",
    "__proto__",
    "x",
  );
  const values = fc.oneof(fc.string(), fc.json(), fc.constantFrom(...Object.values(good)));
  fc.assert(
    fc.property(fc.dictionary(names, values), (fields) => {
      expect(["event", "quarantined"]).toContain(decode(entry(fields)).kind);
    }),
    { numRuns: 2000 },
  );
});
