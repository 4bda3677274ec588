import type { Agent, Snapshot } from "#lib/dna/api";
import { sizeOf } from "#lib/dna/rules";
import {
  type AgentState,
  type DnaState,
  EVALUATIONS_KEPT,
  VERSIONS_KEPT,
  type VersionPoint,
} from "#lib/dna/state";
import type { Records } from "#server/store/port";
import { AGENTS, SNAPSHOTS, snapshotKey, snapshotPrefix } from "./keys.ts";

/**
 * The agents as the records know them, for a fold that begins without their events: the stream may hold
 * less than the records do, because BRAiN trims it, or because it was replaced. Throws "store_unavailable".
 */
export async function knownAgents(records: Records): Promise<DnaState> {
  const agents = new Map<string, AgentState>();
  for (const { value: head } of await records.list<Agent>(AGENTS)) {
    const prefix = snapshotPrefix(head.agent_id);
    const after = snapshotKey(head.agent_id, Math.max(0, head.version - VERSIONS_KEPT));
    const snapshots = await records.list<Snapshot>(SNAPSHOTS, { prefix, after });
    agents.set(
      head.agent_id,
      toAgentState(
        head.agent_id,
        snapshots.map(({ value }) => value),
      ),
    );
  }
  return { agents };
}

function toAgentState(agentId: string, snapshots: readonly Snapshot[]): AgentState {
  const byId = new Map(snapshots.map((snapshot) => [snapshot.id, snapshot]));
  const versions = snapshots.map((snapshot) => toPoint(snapshot, byId));
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
      .map(({ version, karma, created_at }) => ({ version, karma: karma ?? 0, at: created_at })),
    best_karma: best?.karma ?? null,
    best_version: best?.version ?? null,
    best_snapshot_id: best?.snapshot_id ?? null,
    last_event_at: versions.at(-1)?.created_at ?? 0,
  };
}

function toPoint(snapshot: Snapshot, byId: ReadonlyMap<number, Snapshot>): VersionPoint {
  const { meta, karma_score } = snapshot;
  const mutated = meta.source === "mutation";
  const parent = meta.parent_snapshot_id === null ? undefined : byId.get(meta.parent_snapshot_id);
  return {
    version: snapshot.version,
    snapshot_id: snapshot.id,
    kind: mutated ? "mutation" : "snapshot",
    source: meta.source,
    parent_snapshot_id: meta.parent_snapshot_id,
    karma: karma_score,
    // A record doesn't say whether its karma is its own: a mutation's that equals its parent's is taken as inherited.
    evaluated: karma_score !== null && !(mutated && karma_score === parent?.karma_score),
    before: parent?.karma_score ?? null,
    delta: null,
    mutation_keys: mutated && parent ? changedKeys(parent.dna, snapshot.dna) : [],
    dna_size: sizeOf(snapshot.dna),
    traits_count: sizeOf(snapshot.traits),
    reason: meta.reason,
    created_at: Date.parse(snapshot.created_at) / 1000,
    evaluated_at: null,
    first_evaluated_at: null,
    stream_id: "0-0",
  };
}

const changedKeys = (before: Record<string, unknown>, after: Record<string, unknown>): string[] =>
  Object.keys(after).filter((key) => JSON.stringify(after[key]) !== JSON.stringify(before[key]));
