import { searchAgents } from "./agent-rows.ts";
import { compareRows, type ListOrder, type ListRow, listRows, SPARK_POINTS } from "./list-rows.ts";
import { type AgentRows, agentRows } from "./rows.ts";
import type { DnaState } from "./state.ts";

/** What the agents' page shows until its state is here: the rows of the first screen, and the agent that is open. */
export interface FirstAgents {
  rows: ListRow[];
  agent: AgentRows | null;
}

/** More than fit a screen only make the page longer. */
const ROWS = 30;

interface Asked {
  openId: string | null;
  search: string;
  order: ListOrder;
  down: boolean;
}

/** What a row's line doesn't show need not travel. */
const shortened = ({ version, karma }: ListRow["series"][number]) => ({
  version,
  karma: Math.round(karma * 1e4) / 1e4,
});

/** As the page would list them at `now`, Unix seconds. */
export function firstAgents(dna: DnaState, { openId, search, order, down }: Asked, now: number): FirstAgents {
  const all = listRows(dna, now);
  const sorted = [...searchAgents(all, search)].sort(compareRows(order, down));
  const shown = sorted.slice(0, ROWS);
  const open = openId === null ? undefined : all.find(({ agentId }) => agentId === openId);
  if (open && !shown.includes(open)) shown.push(open);
  const agent = openId === null ? undefined : dna.agents.get(openId);
  return {
    rows: shown.map((row) => ({ ...row, series: row.series.slice(-SPARK_POINTS).map(shortened) })),
    agent: agent ? agentRows(agent) : null,
  };
}
