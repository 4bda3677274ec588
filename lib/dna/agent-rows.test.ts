import { describe, expect, test } from "vitest";
import { type AgentOrder, agentRows, compareAgents, searchAgents } from "./agent-rows.ts";
import { onKarma, onMutation, onSnapshot } from "./state.ts";

const where = (at: number) => ({ stream_id: `${at * 1000}-0`, at });

function agent(id: string, scores: number[], unscored = false) {
  let state = onSnapshot(undefined, snapshot(id, 1), where(1));
  scores.forEach((karma_score, index) => {
    const version = index + 1;
    if (index > 0) state = onMutation(state, mutation(id, version), where(version * 10));
    const score = { agent_id: id, version, snapshot_id: version, karma_score, updated_at: version * 10 + 1 };
    state = onKarma(state, score, where(version * 10 + 1));
  });
  const next = scores.length + 1;
  return unscored ? onMutation(state, mutation(id, next), where(next * 10)) : state;
}

const snapshot = (agent_id: string, version: number) => ({
  agent_id,
  version,
  snapshot_id: version,
  source: "manual",
  parent_snapshot_id: null,
  created_at: 1,
});
const mutation = (agent_id: string, version: number) => ({
  agent_id,
  version,
  snapshot_id: version,
  parent_snapshot_id: version - 1,
  mutation_keys: ["a"],
  traits_delta: {},
  created_at: version * 10,
});

const rows = (...agents: ReturnType<typeof agent>[]) =>
  agentRows({ agents: new Map(agents.map((state) => [state.agent_id, state])) });

describe("a row", () => {
  test("of a new mutation shows its parent's karma as inherited, and since when it waits", () => {
    const [row] = rows(agent("a", [0.5], true));
    expect(row).toMatchObject({ karma: 0.5, inherited: true, waitingSince: 20, version: 2 });
  });

  test("waits while nothing has been scored, and has no change to show", () => {
    expect(rows(agent("a", [], false))[0]).toMatchObject({ karma: null, delta: null });
  });

  test("with a karma outside 0–1 is marked and keeps the number", () => {
    expect(rows(agent("a", [73]))[0]).toMatchObject({ foreign: true, karma: 73 });
  });

  test("stays the same object while no event touches its agent", () => {
    const state = agent("a", [0.5]);
    expect(rows(state)[0]).toBe(rows(state)[0]);
  });
});

describe("the order", () => {
  const all = rows(
    agent("same", [0.5, 0.5]),
    agent("fell", [0.9, 0.2]),
    agent("new", []),
    agent("rose", [0.1, 0.8]),
  );
  const sorted = (order: AgentOrder, down = false) =>
    [...all].sort(compareAgents(order, down)).map(({ agentId }) => agentId);

  test("puts the worst change on top", () => expect(sorted("change")[0]).toBe("fell"));
  test("puts the best change on top when turned", () => expect(sorted("change", true)[0]).toBe("rose"));
  test("leaves what has no value last, both ways", () => {
    expect(sorted("karma").at(-1)).toBe("new");
    expect(sorted("karma", true).at(-1)).toBe("new");
  });
});

test("a search finds every word anywhere in the id, in any case", () => {
  const all = rows(agent("Scout-West-1", []), agent("scout-east-1", []));
  expect(searchAgents(all, "west SCOUT").map(({ agentId }) => agentId)).toEqual(["Scout-West-1"]);
  expect(searchAgents(all, "  ")).toHaveLength(2);
});
