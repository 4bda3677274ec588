import { expect, test } from "vitest";
import { alertState } from "../alerts/alert.fixture.ts";
import { emptyAlerts } from "../alerts/state.ts";
import { emptyState, fold } from "../fold.ts";
import { makeEvents } from "../history/replay.fixture.ts";
import {
  alertOrigin,
  lastRunOrigin,
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
