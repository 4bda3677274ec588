import { describe, expect, test } from "vitest";
import { decode } from "#lib/events/decode";
import { medianSeconds, readItem } from "./backfill-item.ts";

const whole = {
  id: "e1",
  type: "task.created",
  source: "planner",
  target: null,
  payload: { task_id: "t", nested: { deep: [1, "two", null] } },
  timestamp: "2026-02-03T04:05:06.789012",
  mission_id: "m",
  severity: null,
  meta: { schema_version: 1 },
};
const read = (event: object) => readItem(JSON.stringify(event));

describe("an item of a daily log", () => {
  test("gets the fields that its entry in the stream had", () => {
    expect(read(whole)).toEqual({
      id: "e1",
      seconds: Date.UTC(2026, 1, 3, 4, 5, 6, 789) / 1000,
      fields: {
        id: "e1",
        type: "task.created",
        source: "planner",
        payload: '{"task_id":"t","nested":{"deep":[1,"two",null]}}',
        timestamp: "2026-02-03T04:05:06.789012",
        mission_id: "m",
        meta: '{"schema_version":1}',
      },
    });
    expect(decode({ id: "5-0", fields: read(whole)?.fields ?? {} })).toMatchObject({
      kind: "event",
      event: { id: "e1", payload: whole.payload, meta: whole.meta, mission_id: "m" },
    });
  });

  test("may have its payload and meta as text, and its time in any form", () => {
    const texts = read({ ...whole, payload: '{"a":1}', meta: '{"b":2}', timestamp: 1_770_091_506.789 });
    expect(texts?.fields).toMatchObject({ payload: '{"a":1}', meta: '{"b":2}', timestamp: "1770091506.789" });
    expect(texts?.seconds).toBe(1_770_091_506.789);
    expect(read({ ...whole, timestamp: "2026-02-03T04:05:06+01:00" })?.seconds).toBe(1_770_087_906);
    expect(read({ ...whole, timestamp: undefined })?.seconds).toBeNull();
    expect(read({ ...whole, timestamp: "soon" })?.seconds).toBeNull();
  });

  test("that nobody can read is told from one that is merely odd", () => {
    const damaged = [
      "",
      "not JSON",
      '{"id":"e1"',
      "[]",
      '"text"',
      "null",
      "{}",
      JSON.stringify({ ...whole, id: "" }),
      JSON.stringify({ ...whole, id: null }),
      `{"id":"e1","payload":${"[".repeat(5000)}${"]".repeat(5000)}}`,
      '{"id":"e1","__proto__":{"polluted":true}}',
    ];
    for (const text of damaged) expect(readItem(text), text.slice(0, 40)).toBeNull();
    expect(readItem('{"id":"e1"}')).toMatchObject({ id: "e1" });
    expect(readItem('{"id":7,"payload":"not JSON"}')).toMatchObject({
      id: "7",
      fields: { payload: "not JSON" },
    });
  });

  test("a wrong clock among others doesn't move the middle one", () => {
    const at = (seconds: number | null) => ({ id: "x", seconds, fields: {} });
    expect(medianSeconds([at(10), at(11), at(99_999), null, at(null)])).toBe(11);
    expect(medianSeconds([null, at(null)])).toBeNull();
  });
});
