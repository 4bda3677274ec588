import { expect, test } from "vitest";
import { emptyState, fold } from "../fold.ts";
import { makeEvents } from "../history/replay.fixture.ts";
import { agentOrigins, bestOrigin } from "./origins.ts";
import { agentOf } from "./versions.fixture.ts";

const EVENTS = makeEvents(60);
const agent = fold(emptyState, EVENTS).dna.agents.get("a");

test("a best karma leads to the event that told it", () => {
  const told = EVENTS.find(({ stream_id }) => stream_id === bestOrigin(agent));
  expect(told?.payload.karma_score).toBe(agent?.best_karma);
});

test("the best of an agent whose best version is no longer kept leads nowhere", () => {
  expect(agent && bestOrigin({ ...agent, best_karma: 0.999 })).toBeNull();
});

test("a karma leads to its own score, an inherited one to its parent's", () => {
  const scored = agentOf([{ karma: 0.9 }, { karma: 0.5 }]);
  const own = agentOrigins(scored);
  expect(own.karma).toEqual({ kind: "event", streamId: scored.versions[1]?.stream_id });
  expect(own.change).toEqual({ kind: "event", streamId: scored.versions[1]?.stream_id });
  expect(own.best).toEqual({ kind: "event", streamId: scored.versions[0]?.stream_id });

  const waiting = {
    ...scored,
    versions: scored.versions.map((version, at) => (at === 1 ? { ...version, evaluated: false } : version)),
  };
  const inherited = agentOrigins(waiting);
  expect(inherited.karma).toMatchObject({
    streamId: scored.versions[0]?.stream_id,
    how: expect.stringContaining("parent"),
  });
  expect(inherited.change?.streamId).toBe(scored.versions[0]?.stream_id);
  expect(inherited.version?.streamId).toBe(scored.versions[1]?.stream_id);
});
