import { expect, test } from "vitest";
import { agentFromWire, EVALUATIONS_KEPT, onKarma, onMutation, onSnapshot, VERSIONS_KEPT } from "./state.ts";
import { agentOf, scored } from "./versions.fixture.ts";

const where = { stream_id: "9-0", at: 9 };
const mutation = {
  agent_id: "a",
  version: 2,
  snapshot_id: 2,
  parent_snapshot_id: 1,
  mutation_keys: ["k"],
  traits_delta: {},
  created_at: 200,
};

test("karma that arrives before its mutation stays the version's own", () => {
  const early = scored(agentOf([{ karma: 0.5 }]), 2, 0.7, 240);
  expect(onMutation(early, mutation, where).versions.at(-1)).toMatchObject({
    kind: "mutation",
    karma: 0.7,
    evaluated: true,
    before: 0.5,
    mutation_keys: ["k"],
    evaluated_at: 240,
  });
});

test("a version that is told twice keeps its score", () => {
  const agent = agentOf([{ karma: 0.5 }, { karma: 0.7 }]);
  expect(onMutation(agent, mutation, where).versions.at(-1)).toMatchObject({ karma: 0.7, evaluated: true });
});

test("karma that is told twice is one score", () => {
  const agent = agentOf([{ karma: 0.5 }]);
  expect(scored(agent, 1, 0.5, 140).evaluations).toEqual(agent.evaluations);
});

test("karma for an older version leaves the current one alone", () => {
  const agent = scored(agentOf([{ karma: 0.5 }, { karma: 0.7 }]), 1, 0.9, 999);
  expect(agent.versions.at(-1)).toMatchObject({ version: 2, karma: 0.7 });
  expect(agent).toMatchObject({ best_karma: 0.9, best_version: 1, best_snapshot_id: 1 });
});

test("a producer that lost its memory begins a version anew, without the old score", () => {
  const again = { agent_id: "a", version: 1, snapshot_id: 1, source: "manual", parent_snapshot_id: null };
  const reborn = onSnapshot(agentOf([{ karma: 0.5 }]), { ...again, created_at: 5000 }, where);
  expect(reborn.versions).toEqual([expect.objectContaining({ karma: null, evaluated: false })]);
});

test("karma of an agent never seen makes it known", () => {
  const score = { agent_id: "a", version: 7, snapshot_id: 70, karma_score: 0.4, previous_score: 0.3 };
  expect(onKarma(undefined, { ...score, updated_at: 1 }, where).versions).toEqual([
    expect.objectContaining({ version: 7, kind: "unknown", karma: 0.4, before: 0.3 }),
  ]);
});

test("what is kept of an agent is bounded", () => {
  const long = agentOf(Array.from({ length: 300 }, (_, index) => ({ karma: index / 300 })));
  expect([long.versions.length, long.evaluations.length]).toEqual([VERSIONS_KEPT, EVALUATIONS_KEPT]);
});

test("what an older version of the program saved is read with what it knew", () => {
  const now = agentOf([{ karma: 0.5 }, { karma: 0.7 }, { karma: 0.6 }]);
  const { evaluations, best_version, best_snapshot_id, ...old } = now;
  expect(agentFromWire(old as typeof now)).toEqual(now);
});
