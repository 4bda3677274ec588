import type { Lineage, LineageVersion } from "./api-insights.ts";
import type { VersionPoint } from "./state.ts";
import { NO_EVENT } from "./versions.ts";

/**
 * A stored lineage as the live state has versions, for `mergeVersions([...lineagePoints(lineage), ...live], [])`:
 * of a version that both know, the last one counts.
 */
export const lineagePoints = ({ versions }: Lineage): VersionPoint[] => versions.map(toPoint);

function toPoint(version: LineageVersion): VersionPoint {
  return {
    version: version.version,
    snapshot_id: version.snapshot_id,
    kind: version.source === "mutation" ? "mutation" : "snapshot",
    source: version.source,
    parent_snapshot_id: version.parent_snapshot_id,
    karma: version.karma_score,
    evaluated: version.scored === "evaluated",
    before: version.previous_score,
    delta: version.score_delta,
    mutation_keys: version.changed_keys ?? [],
    dna_size: version.dna_size,
    traits_count: version.traits_count,
    reason: version.reason,
    created_at: Date.parse(version.created_at) / 1000,
    evaluated_at: secondsOf(version.evaluated_at),
    first_evaluated_at: secondsOf(version.first_evaluated_at),
    stream_id: NO_EVENT,
  };
}

const secondsOf = (text: string | null): number | null => (text === null ? null : Date.parse(text) / 1000);
