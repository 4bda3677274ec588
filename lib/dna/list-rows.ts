import { type AgentOrder, type AgentRow, agentRows, compareAgents } from "./agent-rows.ts";
import { type Guard, guardOf } from "./guard.ts";
import { type AgentOrigins, agentOrigins } from "./origins.ts";
import type { AgentState, DnaState } from "./state.ts";
import { karmaChange } from "./trends.ts";

/** A line of the list of agents, with what depends on the time that is looked at. */
export interface ListRow extends AgentRow {
  /** Change of karma in the last 24 hours. */
  day: number | null;
  guard: Guard["kind"];
  origins: AgentOrigins;
}

export const LIST_ORDERS = ["change", "id", "day", "karma", "best", "version", "waiting", "last"] as const;
export type ListOrder = AgentOrder | (typeof LIST_ORDERS)[number];

/** So many of its newest scores a row draws. */
export const SPARK_POINTS = 40;
const DAY_SECONDS = 86_400;

const known = new WeakMap<AgentState, { minute: number; row: ListRow }>();

/** All agents at a time (Unix seconds). A row stays the same object while neither its agent nor the minute changes. */
export function listRows(dna: DnaState, now: number): ListRow[] {
  const minute = Math.floor(now / 60);
  return agentRows(dna).map((row) => {
    const agent = dna.agents.get(row.agentId) as AgentState;
    const before = known.get(agent);
    if (before?.minute === minute) return before.row;
    const made = {
      ...row,
      day: karmaChange(agent, minute * 60, DAY_SECONDS),
      guard: guardOf(agent).kind,
      origins: before?.row.origins ?? agentOrigins(agent),
    };
    // What a minute changed nothing of isn't drawn again.
    const next = before && before.row.day === made.day ? before.row : made;
    known.set(agent, { minute, row: next });
    return next;
  });
}

export function compareRows(order: ListOrder, down: boolean): (a: ListRow, b: ListRow) => number {
  if (order !== "day") return compareAgents(order, down);
  const byName = compareAgents("id", false);
  return (a, b) => {
    // What has no value stands last whichever way it goes.
    if (a.day === null || b.day === null)
      return Number(a.day === null) - Number(b.day === null) || byName(a, b);
    return (down ? b.day - a.day : a.day - b.day) || byName(a, b);
  };
}
