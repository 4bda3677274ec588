import { expect, test } from "vitest";
import { alertState } from "../alerts/alert.fixture.ts";
import { emptyAlerts } from "../alerts/state.ts";
import { emptyState, fold } from "../fold.ts";
import { makeEvents } from "../history/replay.fixture.ts";
import {
  alertOrigin,
  lastRunOrigin,
  missionOrigin,
  newestAlert,
  newestPresence,
  newestScore,
  newestVersion,
  presenceOrigin,
} from "./origins.ts";

const EVENTS = makeEvents(60);
const { dna, metrics, telemetry } = fold(emptyState, EVENTS);
const lastOf = (type: string) => EVENTS.findLast((event) => event.type === type)?.stream_id;
const robot = telemetry.robots.get("r");

test("the newest score, run and connection lead to the events that told them", () => {
  expect(newestScore(dna)).toBe(lastOf("dna.karma_updated"));
  expect(lastRunOrigin(metrics.jobs.get("j"))).toBe(lastOf("metrics.aggregation_completed"));
  expect(newestPresence(telemetry.robots.values())).toBe(lastOf("telemetry.connection_established"));
  expect(robot && presenceOrigin(robot)).toBe(robot?.connections[0]?.stream_id);
});

test("missions of a status lead to the last run that counted some of them", () => {
  const completed = (n: number, by_status: Record<string, number>) => ({
    id: `${n}-0`,
    end_id: `${n}-1`,
    started_at: n,
    ended_at: n,
    status: "completed" as const,
    duration_ms: 1,
    entries_processed: 1,
    by_status,
  });
  const runs = [completed(1, { done: 2, failed: 1 }), completed(2, { done: 1, failed: 0 })];
  const job = { job_id: "j", source: "s", runs, consecutive_failures: 0 };
  expect(["done", "failed", "late"].map((status) => missionOrigin(job, status))).toEqual([
    "2-1",
    "1-1",
    null,
  ]);
});

test("the number of alerts leads to the newest word of them, also when the last one is over", () => {
  const [old, newer] = [
    alertState({ id: "a", stream_id: "5-0" }),
    alertState({ id: "b", stream_id: "12-0" }),
  ];
  expect(newestAlert(emptyAlerts)).toBeNull();
  expect(
    newestAlert({
      ...emptyAlerts,
      active: new Map([
        ["b", newer],
        ["a", old],
      ]),
    }),
  ).toBe("12-0");
  expect(newestAlert({ ...emptyAlerts, active: new Map([["a", old]]), ended: [newer] })).toBe("12-0");
});

test("an alert leads to what showed it; where a sample did, to its own event", () => {
  expect(alertOrigin(alertState({ id: "a", shown_by: "4-0", fired_id: "5-0" }))).toBe("4-0");
  expect(alertOrigin(alertState({ id: "a", shown_by: null, fired_id: "5-0" }))).toBe("5-0");
});

test("the number of agents leads to the newest word of any", () =>
  expect(newestVersion(dna)).toBe(EVENTS.findLast(({ type }) => type.startsWith("dna."))?.stream_id));
