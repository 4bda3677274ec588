import { expect, test } from "vitest";
import type { StoredEvent } from "../../lib/events/envelope.ts";
import { matcher } from "../../lib/query/match.ts";
import { parse } from "../../lib/query/parse.ts";
import { metaLines, payloadLines, termFor, withTerm } from "./leaves.ts";

const event = (payload: Record<string, unknown>, meta: Record<string, unknown> = {}): StoredEvent => ({
  stream_id: "5-0",
  id: "e1",
  type: "a.b",
  source: "s",
  target: null,
  timestamp: 5,
  payload,
  meta,
});

const fits = (query: string, one: StoredEvent): boolean => {
  const parsed = parse(query);
  if (parsed.kind === "problem") throw new Error(`${query}: ${parsed.problem.message}`);
  return matcher(parsed.query)(one);
};

const ODD = {
  robot_id: "robot 7",
  type: "inner",
  reason: 'it "broke": a (b) or -c',
  "odd key.x": "*",
  count: -0.5,
  ok: false,
  none: null,
  empty: "",
  metrics: { cpu_usage: 12.5, deep: { er: "x y" } },
  keys: ["a b", "c", 3],
};

test("every leaf of a payload makes a filter that fits the event it is from, and its exclusion doesn't", () => {
  const one = event(ODD);
  const leaves = payloadLines(ODD).filter(({ isBranch }) => !isBranch);
  expect(leaves).toHaveLength(13);
  for (const { field, value } of leaves) {
    const own = termFor(field, value);
    expect(own, `${field}`).not.toBeNull();
    expect(fits(withTerm("", own ?? "", false), one), `${own}`).toBe(true);
    expect(fits(withTerm("", own ?? "", true), one), `-${own}`).toBe(false);
    expect(fits(own ?? "", event({ other: 1 })), `${own} of another`).toBe(false);
  }
});

test("a nested leaf stands below its object, an item of a list below the first", () => {
  expect(payloadLines(ODD).map(({ label, depth }) => `${"  ".repeat(depth)}${label}`)).toEqual([
    "robot_id",
    "type",
    "reason",
    "odd key.x",
    "count",
    "ok",
    "none",
    "empty",
    "metrics",
    "  cpu_usage",
    "  deep",
    "    er",
    "keys",
    "",
    "",
  ]);
});

test("a filter is added to the one there is, once", () => {
  expect(withTerm("robot:a or robot:b", "x:1", false)).toBe("(robot:a or robot:b) x:1");
  expect(withTerm("x:1 y:2", "x:1", false)).toBe("x:1 y:2");
  expect(withTerm("x:1", "y:2", true)).toBe("x:1 -y:2");
});

test("what no filter can say has none: empty lists and objects, and texts longer than a filter", () => {
  const fields = payloadLines({ a: [], b: {}, c: [[1]], d: "x".repeat(501) });
  expect(fields.map(({ field, value }) => termFor(field, value))).toEqual([null, null, null, null]);
});

test("of the meta part the correlation can be filtered by", () => {
  const one = event({}, { correlation_id: "c 1", version: "1.0" });
  const terms = metaLines(one).map(({ field, value }) => termFor(field, value));
  expect(terms).toEqual(['correlation:"c 1"', null]);
  expect(fits(terms[0] ?? "", one)).toBe(true);
});
