import type { Agent, Snapshot } from "#lib/dna/api";
import type { Lineage, LineageVersion } from "#lib/dna/api-insights";
import { mergeVersions, type Version } from "#lib/dna/versions";
import { toIso } from "#lib/time";
import type { Evaluation } from "#server/services/dna";
import type { Records } from "#server/store/port";
import { AGENTS, EVALUATIONS, SNAPSHOTS, snapshotKey, snapshotPrefix } from "./keys.ts";
import { toPoints } from "./points.ts";

/**
 * All versions of an agent, or the newest `limit`, without their DNA; a change of karma by less than `noticeable` is none.
 * Empty for an unknown agent.
 */
export async function readLineage(
  records: Records,
  agentId: string,
  noticeable: number,
  limit?: number,
): Promise<Lineage> {
  const head = await records.get<Agent>(AGENTS, agentId);
  const { snapshots, evaluations } = await readVersions(records, agentId, head?.value.version ?? 0, limit);
  const versions = mergeVersions(toPoints(snapshots, evaluations), snapshots, noticeable);
  return {
    agent_id: agentId,
    versions: versions.map((version, index) => toAnswer(version, versions[index - 1])),
  };
}

/**
 * The snapshots of an agent whose newest version is `newest`, with the scores there are of them, oldest first; only
 * the newest `limit`, and what came meanwhile.
 */
export async function readVersions(
  records: Records,
  agentId: string,
  newest: number,
  limit = Number.POSITIVE_INFINITY,
): Promise<{ snapshots: Snapshot[]; evaluations: Evaluation[] }> {
  const range = {
    prefix: snapshotPrefix(agentId),
    after: snapshotKey(agentId, Math.max(0, newest - limit)),
  };
  const [snapshots, evaluations] = await Promise.all([
    records.list<Snapshot>(SNAPSHOTS, range),
    records.list<Evaluation>(EVALUATIONS, range),
  ]);
  return {
    snapshots: snapshots.map(({ value }) => value),
    evaluations: evaluations.map(({ value }) => value),
  };
}

function toAnswer(version: Version, before: Version | undefined): LineageVersion {
  const { parentId, firstScoredAt, scoredAt } = version;
  return {
    version: version.version,
    snapshot_id: version.snapshotId,
    parent_snapshot_id: parentId,
    branch: parentId !== null && before !== undefined && before.snapshotId !== parentId,
    source: version.madeBy,
    reason: version.reason,
    created_at: toIso(version.createdAt),
    changed_keys: version.changed === null ? null : [...version.changed],
    dna_size: version.dnaSize ?? 0,
    traits_count: version.traitsCount ?? 0,
    karma_score: version.karma,
    scored: version.scored,
    first_evaluated_at: firstScoredAt === null ? null : toIso(firstScoredAt),
    evaluated_at: scoredAt === null ? null : toIso(scoredAt),
    previous_score: version.before,
    score_delta: version.delta,
    verdict: version.verdict,
  };
}
