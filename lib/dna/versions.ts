import { isForeignKarma, type Verdict, verdictOfChange } from "./agent-rows.ts";
import type { Snapshot } from "./api.ts";
import { changedKeys } from "./diff.ts";
import type { VersionPoint } from "./state.ts";

/** One version of an agent, from what its events told and what this server stores. Times are Unix seconds. */
export interface Version {
  version: number;
  snapshotId: number;
  parentId: number | null;
  /** Who made it; "unknown" when only a score of it was seen. */
  madeBy: "manual" | "system" | "mutation" | "snapshot" | "unknown";
  reason: string | null;
  createdAt: number;
  karma: number | null;
  /** `inherited`: the karma is its parent's, until it is scored itself. `none`: it never had any. */
  scored: "evaluated" | "inherited" | "none";
  /** Against the karma it had before its score, or its parent's; null while unknown. */
  delta: number | null;
  verdict: Verdict;
  /** Names of the DNA keys that differ from its parent; null while unknown. */
  changed: readonly string[] | null;
  /** Stream id of the event that told of it last; null when it is older than what the live state keeps. */
  streamId: string | null;
  /** Its DNA and traits; null when this server doesn't store them, or not yet. */
  snapshot: Snapshot | null;
}

/** Both sources as one list, ascending by version. Where both know something, the live state is newer. */
export function mergeVersions(points: readonly VersionPoint[], snapshots: Iterable<Snapshot>): Version[] {
  const stored = new Map<number, Snapshot>();
  for (const snapshot of snapshots) stored.set(snapshot.id, snapshot);
  const told = new Map(points.map((point) => [point.snapshot_id, point]));
  const ids = new Set([...stored.keys(), ...told.keys()]);
  return [...ids]
    .map((id) => toVersion(told.get(id), stored.get(id), told, stored))
    .filter((version) => version !== null)
    .sort((a, b) => a.version - b.version);
}

function toVersion(
  point: VersionPoint | undefined,
  snapshot: Snapshot | undefined,
  told: ReadonlyMap<number, VersionPoint>,
  stored: ReadonlyMap<number, Snapshot>,
): Version | null {
  const version = point?.version ?? snapshot?.version;
  const snapshotId = point?.snapshot_id ?? snapshot?.id;
  if (version === undefined || snapshotId === undefined) return null;
  const parentId = snapshot ? snapshot.meta.parent_snapshot_id : (point?.parent_snapshot_id ?? null);
  const parent = parentId === null ? undefined : stored.get(parentId);
  const parentKarma = parentId === null ? null : (told.get(parentId)?.karma ?? parent?.karma_score ?? null);
  const karma = point?.karma ?? snapshot?.karma_score ?? null;
  const scored = scoredOf(point, snapshot, karma, parentKarma);
  const delta = scored === "evaluated" ? (point?.delta ?? difference(karma, parentKarma)) : null;
  return {
    version,
    snapshotId,
    parentId,
    madeBy: snapshot?.meta.source ?? point?.kind ?? "unknown",
    reason: snapshot?.meta.reason ?? point?.reason ?? null,
    createdAt: snapshot ? Date.parse(snapshot.created_at) / 1000 : (point?.created_at ?? 0),
    karma,
    scored,
    delta,
    verdict: delta === null ? (scored === "evaluated" ? "unknown" : "waiting") : verdictOfChange(delta),
    changed: changesOf(point, snapshot, parent),
    streamId: point?.stream_id ?? null,
    snapshot: snapshot ?? null,
  };
}

function scoredOf(
  point: VersionPoint | undefined,
  snapshot: Snapshot | undefined,
  karma: number | null,
  parentKarma: number | null,
): Version["scored"] {
  if (karma === null) return "none";
  if (point) return point.evaluated ? "evaluated" : "inherited";
  // The API doesn't say whose karma it is. A mutation starts with its parent's; the same number is most likely that.
  return snapshot?.meta.source === "mutation" && karma === parentKarma ? "inherited" : "evaluated";
}

function changesOf(
  point: VersionPoint | undefined,
  snapshot: Snapshot | undefined,
  parent: Snapshot | undefined,
): readonly string[] | null {
  if (snapshot && parent) return changedKeys(parent.dna, snapshot.dna);
  return point?.kind === "mutation" ? point.mutation_keys : null;
}

const difference = (karma: number | null, before: number | null): number | null =>
  karma === null || before === null ? null : karma - before;

/** A chart's rows: karma of each version and the best scored one so far. */
export function karmaRows(
  versions: readonly Version[],
): { x: number; karma: number | null; best: number | null }[] {
  let best: number | null = null;
  return versions.map(({ version, karma, scored }) => {
    if (scored === "evaluated" && karma !== null) best = best === null ? karma : Math.max(best, karma);
    return { x: version, karma, best };
  });
}

/**
 * Ends of the karma axis: as near as the values and the two reference lines allow. Foreign values outside 0–1 have
 * a scale of their own, and only their own ends.
 */
export function karmaRange(versions: readonly Version[]): [number, number] {
  const values = versions.flatMap(({ karma }) => (karma === null ? [] : [karma]));
  if (values.some(isForeignKarma)) return [Math.min(...values), Math.max(...values)];
  const [low, high] = [Math.min(0.7, ...values), Math.max(0.9, ...values)];
  return [Math.floor(low * 10) / 10, Math.min(1, Math.ceil(high * 10) / 10)];
}
