import type { Agent, AgentList, AgentsQuery, Snapshot } from "#lib/dna/api";
import type { Records } from "#server/store/port";
import { AGENTS, SNAPSHOTS, snapshotKey } from "./keys.ts";

/** Agents by id, ascending. */
export async function agents(records: Records, query: Partial<AgentsQuery>): Promise<AgentList> {
  const { limit = 1000, after } = query;
  // One more than asked for tells whether there are more.
  const page = { limit: limit + 1, ...(after === undefined ? {} : { after }) };
  const found = (await records.list<Agent>(AGENTS, page)).map(({ value }) => value);
  const shown = found.slice(0, limit);
  return { agents: shown, next: found.length > limit ? (shown.at(-1)?.agent_id ?? null) : null };
}

/** Whether a snapshot with this id is one of the agent's. Ids and versions grow together: a binary search. */
export async function hasSnapshot(records: Records, agentId: string, snapshotId: number): Promise<boolean> {
  const head = await records.get<Agent>(AGENTS, agentId);
  let [low, high] = [1, head?.value.version ?? 0];
  while (low <= high) {
    const middle = Math.floor((low + high) / 2);
    const found = await records.get<Snapshot>(SNAPSHOTS, snapshotKey(agentId, middle));
    if (!found) return false;
    if (found.value.id === snapshotId) return true;
    if (found.value.id < snapshotId) low = middle + 1;
    else high = middle - 1;
  }
  return false;
}
