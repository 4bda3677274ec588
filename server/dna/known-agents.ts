import type { Agent } from "#lib/dna/api";
import {
  type AgentState,
  type DnaState,
  EVALUATIONS_KEPT,
  VERSIONS_KEPT,
  type VersionPoint,
} from "#lib/dna/state";
import type { Records } from "#server/store/port";
import { AGENTS } from "./keys.ts";
import { readVersions } from "./lineage.ts";
import { toPoints } from "./points.ts";

/**
 * The agents as the records know them, for a fold that begins without their events: the stream may hold
 * less than the records do, because BRAiN trims it, or because it was replaced. Throws "store_unavailable".
 */
export async function knownAgents(records: Records): Promise<DnaState> {
  const agents = new Map<string, AgentState>();
  for (const { value } of await records.list<Agent>(AGENTS)) {
    const { agent_id, version } = value;
    const { snapshots, evaluations } = await readVersions(records, agent_id, version, VERSIONS_KEPT);
    agents.set(agent_id, toAgentState(agent_id, toPoints(snapshots, evaluations)));
  }
  return { agents };
}

function toAgentState(agentId: string, versions: VersionPoint[]): AgentState {
  const scored = versions.filter(({ evaluated }) => evaluated);
  const best = scored.reduce<VersionPoint | null>(
    (best, one) => ((one.karma ?? 0) > (best?.karma ?? Number.NEGATIVE_INFINITY) ? one : best),
    null,
  );
  return {
    agent_id: agentId,
    versions,
    evaluations: scored
      .slice(-EVALUATIONS_KEPT)
      .map(({ version, karma, evaluated_at }) => ({ version, karma: karma ?? 0, at: evaluated_at ?? 0 })),
    best_karma: best?.karma ?? null,
    best_version: best?.version ?? null,
    best_snapshot_id: best?.snapshot_id ?? null,
    last_event_at: versions.at(-1)?.created_at ?? 0,
  };
}
