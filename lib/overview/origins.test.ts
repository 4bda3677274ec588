import { expect, test } from "vitest";
import { emptyState, fold } from "../fold.ts";
import { makeEvents } from "../history/replay.fixture.ts";
import { bestOrigin, lastRunOrigin, newestPresence, newestScore, presenceOrigin } from "./origins.ts";

const EVENTS = makeEvents(60);
const { dna, metrics, telemetry } = fold(emptyState, EVENTS);
const lastOf = (type: string) => EVENTS.findLast((event) => event.type === type)?.stream_id;
const robot = telemetry.robots.get("r");

test("a best karma leads to the event that told it", () => {
  const agent = dna.agents.get("a");
  const told = EVENTS.find(({ stream_id }) => stream_id === bestOrigin(agent));
  expect(told?.payload.karma_score).toBe(agent?.best_karma);
});

test("the best of an agent whose best version is no longer kept leads nowhere", () => {
  const agent = dna.agents.get("a");
  expect(agent && bestOrigin({ ...agent, best_karma: 0.999 })).toBeNull();
});

test("the newest score, run and connection lead to the events that told them", () => {
  expect(newestScore(dna)).toBe(lastOf("dna.karma_updated"));
  expect(lastRunOrigin(metrics.jobs.get("j"))).toBe(lastOf("metrics.aggregation_completed"));
  expect(newestPresence(telemetry.robots.values())).toBe(lastOf("telemetry.connection_established"));
  expect(robot && presenceOrigin(robot)).toBe(robot?.connections[0]?.stream_id);
});
