import { oncePer } from "../once-per.ts";
import { type AgentView, agentView, byWorstChange } from "./agents.ts";
import { isForeignKarma } from "./rules.ts";
import type { AgentState, DnaState } from "./state.ts";

/** One line of the list of agents. Karma is 0–1 by the contract; times are Unix seconds. */
export interface AgentRow extends AgentView {
  version: number | null;
  lastEventAt: number;
  /** A karma of this agent lies outside 0–1. */
  foreign: boolean;
}

export type AgentOrder = "change" | "id" | "karma" | "best" | "version" | "waiting" | "last";

export const agentRows = ({ agents }: DnaState): AgentRow[] => [...agents.values()].map(rowOf);

const rowOf = oncePer((agent: AgentState): AgentRow => {
  const view = agentView(agent);
  return {
    ...view,
    version: view.current?.version ?? null,
    lastEventAt: agent.last_event_at,
    foreign: isForeignKarma(view.karma) || isForeignKarma(view.best),
  };
});

/** Scores wobble: only a fall by more than this is worth a warning. */
const FALL = 0.05;
export const isFall = (delta: number | null): boolean => delta !== null && delta < -FALL;

/** By one column; what has no value stands last whichever way it goes, and equals stand by name. */
export function compareAgents(order: AgentOrder, down: boolean): (a: AgentRow, b: AgentRow) => number {
  if (order === "id") return (a, b) => (down ? -1 : 1) * byId(a, b);
  if (order === "change") return (a, b) => (down ? byWorstChange(b, a) : byWorstChange(a, b));
  const read = VALUES[order];
  return (a, b) => {
    const [left, right] = [read(a), read(b)];
    if (left === null || right === null)
      return left === right ? byId(a, b) : Number(left === null) - Number(right === null);
    return (down ? right - left : left - right) || byId(a, b);
  };
}

const VALUES: Record<Exclude<AgentOrder, "id" | "change">, (row: AgentRow) => number | null> = {
  karma: (row) => row.karma,
  best: (row) => row.best,
  version: (row) => row.version,
  waiting: (row) => row.waitingSince,
  last: (row) => row.lastEventAt,
};

const byId = (a: AgentRow, b: AgentRow): number =>
  a.agentId < b.agentId ? -1 : a.agentId > b.agentId ? 1 : 0;

/** Rows whose id holds every word of the search, in any case. */
export function searchAgents<Row extends { agentId: string }>(
  rows: readonly Row[],
  search: string,
): readonly Row[] {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return rows;
  return rows.filter(({ agentId }) => words.every((word) => agentId.toLowerCase().includes(word)));
}
