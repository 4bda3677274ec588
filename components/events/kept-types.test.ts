import { expect, test } from "vitest";
import type { StoredEvent } from "../../lib/events/envelope.ts";
import { keptTypes, withCome } from "./kept-types.ts";

const event = (stream_id: string, type: string): StoredEvent => ({
  stream_id,
  id: stream_id,
  type,
  source: "s",
  target: null,
  timestamp: 1,
  payload: {},
  meta: {},
});

test("what has come since is counted once, whether the server had it already or not", () => {
  const kept = keptTypes({
    fields: [],
    types: [{ type: "a.b", events: 10_000_000 }],
    events: 10_000_003,
    newest: "9-1",
  });
  const shown = withCome(kept, [event("9-1", "a.b"), event("10-0", "a.b"), event("10-1", "c.d")]);
  expect([...shown.counts]).toEqual([
    ["a.b", 10_000_001],
    ["c.d", 1],
  ]);
  expect(shown.total).toBe(10_000_005);
});

test("in an empty history everything that comes is new", () => {
  const shown = withCome(keptTypes({ fields: [], types: [], events: 0, newest: null }), [
    event("1-0", "a.b"),
  ]);
  expect(shown.total).toBe(1);
});
