import { expect, test } from "vitest";
import { type Counts, withArrived } from "../events/counts.ts";
import type { StoredEvent } from "../events/envelope.ts";
import { matcher } from "../query/match.ts";
import { parse } from "../query/parse.ts";
import { barsWords, isMarked, isTrouble, laneBars, laneWords, MARKED_QUERY, TROUBLE_QUERY } from "./lanes.ts";

const event = (type: string, payload: Record<string, unknown> = {}) =>
  ({
    stream_id: "1000-0",
    id: "e",
    type,
    source: "s",
    target: null,
    timestamp: 1,
    payload,
    meta: {},
  }) as unknown as StoredEvent;

const fits = (query: string) => {
  const parsed = parse(query);
  if (parsed.kind !== "query") throw new Error(parsed.problem.message);
  return matcher(parsed.query);
};

const EVENTS = [
  event("metrics.aggregation_failed"),
  event("metrics.aggregation_started"),
  event("metrics.aggregation_completed", { duration_ms: 9 }),
  event("telemetry.connection_established"),
  event("telemetry.connection_closed", { reason: "transport_error" }),
  event("telemetry.connection_closed", { reason: "client_disconnect" }),
  event("telemetry.connection_closed", { reason: "kicked" }),
  event("telemetry.connection_closed", {}),
  event("dna.karma_updated", { score_delta: -0.11 }),
  event("dna.karma_updated", { score_delta: -0.1 }),
  event("dna.karma_updated", {}),
  event("alert.fired"),
  event("alert.cleared"),
  event("something.else"),
];

test.each(EVENTS)("what comes live is sorted as the server sorts it: $type $payload", (one) => {
  expect(isMarked(one)).toBe(fits(MARKED_QUERY)(one));
  expect(isTrouble(one)).toBe(fits(TROUBLE_QUERY)(one));
});

const none: Counts = { bucketSeconds: 10, types: [], bars: new Map(), countedFrom: null };

test("stretches tell what happened in each lane, and what of it is trouble", () => {
  const marked = withArrived(none, [
    { at: 101, type: "metrics.aggregation_completed" },
    { at: 109, type: "metrics.aggregation_failed" },
    { at: 112, type: "telemetry.connection_closed" },
  ]);
  const trouble = withArrived(none, [{ at: 109, type: "metrics.aggregation_failed" }]);
  const bars = laneBars(marked, trouble, 100, 120);
  expect(bars.map(({ lanes }) => [lanes.job, lanes.robots])).toEqual([
    [
      { count: 2, trouble: 1 },
      { count: 0, trouble: 0 },
    ],
    [
      { count: 0, trouble: 0 },
      { count: 1, trouble: 0 },
    ],
  ]);
  expect(barsWords(bars)).toBe("DNA none · Job 2, 1 failed · Robots 1 · Alerts none");
  expect(laneWords("job", laneBars(trouble, trouble, 100, 110))).toBe("1 failed");
});

test("without the count of trouble there still are marks", () => {
  const marked = withArrived(none, [{ at: 101, type: "dna.karma_updated" }]);
  expect(laneBars(marked, null, 100, 110)[0]?.lanes.dna).toEqual({ count: 1, trouble: 0 });
});
