import type { Agent, AgentList, AgentsQuery, Snapshot } from "#lib/dna/api";
import type { DnaState } from "#lib/dna/state";
import { summaryOf } from "#lib/dna/summary";
import { AppError } from "#lib/errors";
import type { Records } from "#server/store/port";
import { AGENTS, SNAPSHOT_KEYS, SNAPSHOTS, snapshotIdKey, snapshotKey } from "./keys.ts";

interface Told {
  dna: DnaState;
  /** A change of karma by less is none. */
  noticeable: number;
  /** Unix seconds. */
  now: number;
}

/** Agents by id, ascending, with what their events told. */
export async function agents(
  records: Records,
  query: Partial<AgentsQuery>,
  { dna, noticeable, now }: Told,
): Promise<AgentList> {
  const { limit = 1000, after } = query;
  // One more than asked for tells whether there are more.
  const page = { limit: limit + 1, ...(after === undefined ? {} : { after }) };
  const found = (await records.list<Agent>(AGENTS, page)).map(({ value }) => value);
  const shown = found.slice(0, limit);
  return {
    agents: shown.map((agent) => ({
      ...agent,
      ...summaryOf(dna.agents.get(agent.agent_id), now, noticeable),
    })),
    next: found.length > limit ? (shown.at(-1)?.agent_id ?? null) : null,
  };
}

/** Throws "not_found". */
export async function snapshotById(records: Records, id: number): Promise<Snapshot> {
  const key = await records.get<string>(SNAPSHOT_KEYS, snapshotIdKey(id));
  const snapshot = key && (await records.get<Snapshot>(SNAPSHOTS, key.value));
  if (!snapshot) throw new AppError("not_found", `There is no snapshot ${id}`);
  return snapshot.value;
}

/** Throws "not_found". */
export async function snapshotOf(records: Records, agentId: string, version: number): Promise<Snapshot> {
  const snapshot = await records.get<Snapshot>(SNAPSHOTS, snapshotKey(agentId, version));
  if (!snapshot) throw new AppError("not_found", `Agent ${agentId} has no version ${version}`);
  return snapshot.value;
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
