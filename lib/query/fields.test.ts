import fc from "fast-check";
import { expect, test } from "vitest";
import { fieldName, fieldOf, LEAF_KINDS, leafAt, payloadLeaves } from "./fields.ts";
import { parse } from "./parse.ts";
import type { Field } from "./syntax.ts";

const { text, number, boolean, list } = LEAF_KINDS;

test("a payload's leaves are named as the filter language writes them", () => {
  const payload = {
    agent_id: "a1",
    type: "x",
    payload: { y: 1 },
    metrics: { cpu_usage: 5, deeper: { "odd key": true } },
    tags: [1, { in: 2 }],
    created_at: 17,
    at_sea: 3,
    none: null,
    endless: Number.NaN,
    empty: {},
  };
  expect(payloadLeaves(payload)).toEqual([
    { name: "payload.agent_id", kinds: text, number: null },
    { name: "payload.type", kinds: text, number: null },
    { name: "payload.payload.y", kinds: number, number: 1 },
    { name: "metrics.cpu_usage", kinds: number, number: 5 },
    { name: 'metrics.deeper."odd key"', kinds: boolean, number: null },
    { name: "tags", kinds: list, number: null },
    { name: "created_at", kinds: number, number: null },
    { name: "at_sea", kinds: number, number: 3 },
    { name: "none", kinds: LEAF_KINDS.null, number: null },
    { name: "endless", kinds: LEAF_KINDS.null, number: null },
  ]);
});

test("whatever a field's path, its name leads back to it", () => {
  const key = fc.oneof(
    fc.string({ unit: "binary", maxLength: 6 }),
    fc.constantFrom(
      "type",
      "payload",
      "robot_id",
      "time",
      "or",
      "-a",
      "a.b",
      'q"',
      "\\",
      "*",
      "",
      "é",
      "\ud800",
    ),
  );
  fc.assert(
    fc.property(fc.array(key, { minLength: 1, maxLength: 4 }), (path) => {
      const field: Field = { kind: "payload", path };
      expect(fieldIn(`${fieldName(field)}:x`)).toEqual(field);
    }),
    { numRuns: 1000 },
  );
});

test("the names of a payload's leaves lead to their values", () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.jsonValue({ maxDepth: 3 }), { maxKeys: 4 }), (payload) => {
      for (const { name, kinds, number: value } of payloadLeaves(payload)) {
        const field = fieldIn(`${name}:x`);
        if (field.kind !== "payload") throw new Error(`${name} is not the payload's`);
        const leaf = leafAt(payload, field.path);
        if (kinds === number && value !== null) expect(leaf).toBe(value);
        expect(leaf).not.toBeUndefined();
      }
    }),
  );
});

test("other names of the envelope mean the same part of it", () => {
  expect(fieldName(fieldOf(["correlation_id"]))).toBe("correlation");
  expect(fieldName(fieldOf(["payload", "correlation_id"]))).toBe("payload.correlation_id");
});

function fieldIn(query: string): Field {
  const parsed = parse(query);
  if (parsed.kind === "query" && parsed.query.kind === "compare") return parsed.query.field;
  throw new Error(`${query}: ${parsed.kind === "problem" ? parsed.problem.message : "not one comparison"}`);
}
