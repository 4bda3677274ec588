import type { Snapshot } from "#lib/dna/api";
import { changedKeys } from "#lib/dna/diff";
import { scoreDelta, sizeOf } from "#lib/dna/rules";
import type { VersionPoint } from "#lib/dna/state";
import { NO_EVENT } from "#lib/dna/versions";
import type { Evaluation } from "#server/services/dna";

/** Stored versions as their events told them, but for the events' places. Both ascending by version. */
export function toPoints(snapshots: readonly Snapshot[], evaluations: readonly Evaluation[]): VersionPoint[] {
  const byId = new Map(snapshots.map((snapshot) => [snapshot.id, snapshot]));
  const scores = new Map(evaluations.map((evaluation) => [evaluation.snapshot_id, evaluation]));
  return snapshots.map((snapshot) => toPoint(snapshot, scores.get(snapshot.id), byId));
}

function toPoint(
  snapshot: Snapshot,
  score: Evaluation | undefined,
  byId: ReadonlyMap<number, Snapshot>,
): VersionPoint {
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
    evaluated: score !== undefined,
    before: score?.before ?? null,
    delta: score && score.before !== null ? scoreDelta(score.before, score.karma) : null,
    mutation_keys: mutated && parent ? changedKeys(parent.dna, snapshot.dna) : [],
    dna_size: sizeOf(snapshot.dna),
    traits_count: sizeOf(snapshot.traits),
    reason: meta.reason,
    created_at: Date.parse(snapshot.created_at) / 1000,
    evaluated_at: score?.at ?? null,
    first_evaluated_at: score?.first_at ?? null,
    stream_id: NO_EVENT,
  };
}
