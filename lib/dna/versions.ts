import { oncePer } from "../once-per.ts";
import type { Snapshot } from "./api.ts";
import { changedKeys } from "./diff.ts";
import { karmaDelta } from "./rules.ts";
import type { AgentState, VersionPoint } from "./state.ts";
import { NOTICEABLE, type Verdict, verdictOf } from "./verdicts.ts";

/** One version of an agent without its DNA, from what its events told and what this server stores. Times are Unix seconds. */
export interface VersionOutline {
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
  /** When it was scored last; null while it wasn't, or nobody knows when. */
  scoredAt: number | null;
  /** When it was scored first: karma may come more than once. */
  firstScoredAt: number | null;
  /** What it is compared with: the karma that its parent carries, its own or inherited; null while unknown. */
  before: number | null;
  /** Of its own karma against `before`; null unless both are known, and of one scale. */
  delta: number | null;
  verdict: Verdict;
  /** Names of the DNA keys that differ from its parent; null while unknown. */
  changed: readonly string[] | null;
  /** How many keys its DNA has, and how many traits; null while unknown. */
  dnaSize: number | null;
  traitsCount: number | null;
  /** Stream id of the event that told of it last; null when it is older than what the live state keeps. */
  streamId: string | null;
}

export interface Version extends VersionOutline {
  /** Its DNA and traits; null when this server doesn't store them, or not yet. */
  snapshot: Snapshot | null;
}

/** Where a version stands that is known from the store, not from an event. */
export const NO_EVENT = "0-0";

/**
 * An agent's versions as its events alone told them; the same list while no event touches the agent. A change of karma
 * by less than `noticeable` is none.
 */
export function versionsOf(agent: AgentState, noticeable = NOTICEABLE): readonly Version[] {
  const read = readers.get(noticeable) ?? oncePer(({ versions }) => mergeVersions(versions, [], noticeable));
  readers.set(noticeable, read);
  return read(agent);
}

/** A server has one bound, and its pages have the same. */
const readers = new Map<number, (agent: AgentState) => readonly Version[]>();

/**
 * The outlines of `versions`; `before`, itself or one by one, where they tell nothing else. Loading a version's DNA then
 * draws nothing again that doesn't show it.
 */
export function outlinesOf(
  versions: readonly Version[],
  before: readonly VersionOutline[],
): readonly VersionOutline[] {
  const known = new Map(before.map((outline) => [outline.version, outline]));
  const outlines = versions.map(({ snapshot: _, ...outline }) => {
    const old = known.get(outline.version);
    return old && isSame(old, outline) ? old : outline;
  });
  const isKept = outlines.length === before.length && outlines.every((outline, at) => outline === before[at]);
  return isKept ? before : outlines;
}

function isSame(a: VersionOutline, b: VersionOutline): boolean {
  const fields = Object.keys(b) as (keyof VersionOutline)[];
  return fields.every((field) =>
    field === "changed" ? JSON.stringify(a.changed) === JSON.stringify(b.changed) : a[field] === b[field],
  );
}

/** Both sources as one list, ascending by version. Where both know something, the live state is newer. */
export function mergeVersions(
  points: readonly VersionPoint[],
  snapshots: Iterable<Snapshot>,
  noticeable = NOTICEABLE,
): Version[] {
  const stored = new Map<number, Snapshot>();
  for (const snapshot of snapshots) stored.set(snapshot.id, snapshot);
  const told = new Map(points.map((point) => [point.snapshot_id, point]));
  const ids = [...new Set([...stored.keys(), ...told.keys()])];
  const seen: Seen[] = ids.map((id) => ({ id, point: told.get(id), snapshot: stored.get(id) }));
  seen.sort((a, b) => versionIn(a) - versionIn(b));
  // A parent stands before its children, so that what it carries is known when they come.
  const carried = new Map<number, number | null>();
  return seen.map((one, index) => {
    const version = toVersion(one, stored, carried);
    carried.set(one.id, version.karma);
    const newest = index === seen.length - 1;
    return { ...version, verdict: verdictOf({ ...version, newest }, noticeable) };
  });
}

interface Seen {
  id: number;
  point: VersionPoint | undefined;
  snapshot: Snapshot | undefined;
}

const versionIn = ({ point, snapshot }: Seen): number => point?.version ?? snapshot?.version ?? 0;

function toVersion(
  seen: Seen,
  stored: ReadonlyMap<number, Snapshot>,
  carried: ReadonlyMap<number, number | null>,
): Omit<Version, "verdict"> {
  const { point, snapshot } = seen;
  const parentId = snapshot ? snapshot.meta.parent_snapshot_id : (point?.parent_snapshot_id ?? null);
  const before = (parentId === null ? null : carried.get(parentId)) ?? beforeOf(point);
  const scored = scoredOf(point, snapshot, before);
  const told = point?.karma ?? snapshot?.karma_score ?? null;
  const karma = scored === "inherited" ? (before ?? told) : told;
  const delta = scored === "evaluated" ? karmaDelta(before, karma) : null;
  return {
    version: versionIn(seen),
    snapshotId: seen.id,
    parentId,
    madeBy: snapshot?.meta.source ?? makerOf(point),
    reason: snapshot?.meta.reason ?? point?.reason ?? null,
    createdAt: snapshot ? Date.parse(snapshot.created_at) / 1000 : (point?.created_at ?? 0),
    karma,
    scored,
    scoredAt: point?.evaluated_at ?? null,
    firstScoredAt: point?.first_evaluated_at ?? null,
    before,
    delta,
    changed: changesOf(point, snapshot, parentId === null ? undefined : stored.get(parentId)),
    dnaSize: snapshot ? Object.keys(snapshot.dna).length : (point?.dna_size ?? null),
    traitsCount: snapshot ? Object.keys(snapshot.traits).length : (point?.traits_count ?? null),
    streamId: point && point.stream_id !== NO_EVENT ? point.stream_id : null,
    snapshot: snapshot ?? null,
  };
}

/** What a version carried before its first score, where its parent isn't known. */
const beforeOf = (point: VersionPoint | undefined): number | null =>
  point?.evaluated ? point.before : (point?.karma ?? null);

function makerOf(point: VersionPoint | undefined): Version["madeBy"] {
  if (point?.kind === "snapshot" && (point.source === "manual" || point.source === "system"))
    return point.source;
  return point?.kind ?? "unknown";
}

function scoredOf(
  point: VersionPoint | undefined,
  snapshot: Snapshot | undefined,
  before: number | null,
): Version["scored"] {
  const karma = point?.karma ?? snapshot?.karma_score ?? null;
  if (point?.evaluated) return "evaluated";
  if ((point?.kind ?? snapshot?.meta.source) === "mutation" && karma === null)
    return before === null ? "none" : "inherited";
  if (karma === null) return "none";
  if (point) return "inherited";
  // The API doesn't say whose karma it is. A mutation starts with its parent's; the same number is most likely that.
  return snapshot?.meta.source === "mutation" && karma === before ? "inherited" : "evaluated";
}

function changesOf(
  point: VersionPoint | undefined,
  snapshot: Snapshot | undefined,
  parent: Snapshot | undefined,
): readonly string[] | null {
  if (snapshot && parent) return changedKeys(parent.dna, snapshot.dna);
  return point?.kind === "mutation" ? point.mutation_keys : null;
}
