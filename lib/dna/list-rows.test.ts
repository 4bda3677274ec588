import { expect, test } from "vitest";
import { compareRows, listRows } from "./list-rows.ts";
import type { AgentState } from "./state.ts";
import { agentOf, SECONDS_APART } from "./versions.fixture.ts";

const dnaOf = (...agents: AgentState[]) => ({
  agents: new Map(agents.map((agent) => [agent.agent_id, agent])),
});
const soon = 10 * SECONDS_APART;

test("a row tells the change of a day, and whether the agent lies below its best", () => {
  const fallen = agentOf([{ karma: 0.9 }, { karma: 0.5 }, { karma: 0.4 }], "fallen");
  const [row] = listRows(dnaOf(fallen), soon);
  expect(row).toMatchObject({ agentId: "fallen", guard: "fallen" });
  expect(row?.day).toBeCloseTo(-0.5);
});

test("a row stays the same object while nothing of it changes", () => {
  const dna = dnaOf(agentOf([{ karma: 0.9 }, { karma: 0.5 }]));
  expect(listRows(dna, soon)[0]).toBe(listRows(dna, soon + 1)[0]);
  expect(listRows(dna, soon + 120)[0]).toBe(listRows(dna, soon)[0]);
  expect(listRows(dna, soon + 3 * 86_400)[0]).toMatchObject({ day: null });
});

test("the worst day stands first, agents without one last either way", () => {
  const rows = listRows(
    dnaOf(
      agentOf([{ karma: 0.5 }, { karma: 0.6 }], "up"),
      agentOf([{ karma: 0.5 }], "once"),
      agentOf([{ karma: 0.5 }, { karma: 0.3 }], "down"),
    ),
    soon,
  );
  const names = (down: boolean) => [...rows].sort(compareRows("day", down)).map(({ agentId }) => agentId);
  expect(names(false)).toEqual(["down", "up", "once"]);
  expect(names(true)).toEqual(["up", "down", "once"]);
});
