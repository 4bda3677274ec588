import { expect, test } from "vitest";
import { firstAgents } from "./first-agents.ts";
import { agentOfRows } from "./rows.ts";
import { agentOf, SECONDS_APART } from "./versions.fixture.ts";

const names = Array.from({ length: 60 }, (_, index) => `agent_${String(index).padStart(2, "0")}`);
const scored = Array.from({ length: 50 }, (_, index) => ({ karma: index / 100 }));
const dna = { agents: new Map(names.map((name) => [name, agentOf(scored, name)])) };
const now = 100 * SECONDS_APART;
const asked = { openId: null, search: "", order: "id", down: false } as const;

test("one screen of rows in the page's own order, with no more scores than a row draws", () => {
  const { rows, agent } = firstAgents(dna, { ...asked, down: true }, now);
  expect(rows.map(({ agentId }) => agentId)).toEqual([...names].reverse().slice(0, 30));
  expect(rows[0]?.series).toHaveLength(40);
  expect(rows[0]?.series.at(-1)?.karma).toBe(0.49);
  expect(agent).toBeNull();
});

test("only what a search finds", () => {
  expect(firstAgents(dna, { ...asked, search: "_4" }, now).rows).toHaveLength(10);
});

test("the agent that is open comes whole, and its row with it", () => {
  const { rows, agent } = firstAgents(dna, { ...asked, openId: "agent_59" }, now);
  expect(rows.at(-1)?.agentId).toBe("agent_59");
  expect(agent && agentOfRows(agent)).toEqual(dna.agents.get("agent_59"));
});

test("an agent that is not known is none", () => {
  expect(firstAgents(dna, { ...asked, openId: "nobody" }, now)).toMatchObject({ agent: null });
});
