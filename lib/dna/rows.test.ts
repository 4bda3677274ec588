import { expect, test } from "vitest";
import { agentOfRows, agentRows } from "./rows.ts";
import { type AgentState, onKarma, onMutation, onSnapshot } from "./state.ts";

const at = (n: number) => ({ stream_id: `${n}-0`, at: n });
const of = { agent_id: "agent_1", dna_size: 2, traits_count: 1 };

test("an agent comes back from its rows as it was, over JSON too", () => {
  let agent: AgentState = onSnapshot(
    undefined,
    {
      ...of,
      snapshot_id: 1,
      version: 1,
      source: "manual",
      parent_snapshot_id: null,
      created_at: 1,
      reason: "set up",
    },
    at(1),
  );
  agent = onKarma(agent, { ...of, snapshot_id: 1, version: 1, karma_score: 0.5, updated_at: 2 }, at(2));
  agent = onMutation(
    agent,
    {
      ...of,
      snapshot_id: 2,
      version: 2,
      parent_snapshot_id: 1,
      mutation_keys: ["a", "__proto__"],
      traits_delta: {},
      created_at: 3,
    },
    at(3),
  );
  expect(agent.versions).toHaveLength(2);
  const back = agentOfRows(JSON.parse(JSON.stringify(agentRows(agent))));
  expect(back).toEqual(agent);
  expect(JSON.stringify(agentRows(agent)).length).toBeLessThan(JSON.stringify(agent).length * 0.6);
});
