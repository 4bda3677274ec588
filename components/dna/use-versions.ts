"use client";

import { useMemo, useRef } from "react";
import type { Snapshot } from "#lib/dna/api";
import type { AgentState } from "#lib/dna/state";
import { mergeVersions, outlinesOf, type Version, type VersionOutline } from "#lib/dna/versions";
import { useReplay } from "#lib/live/use-live";
import { useNoticeable } from "./use-noticeable.ts";
import { useStored } from "./use-stored.ts";

/**
 * All versions of an agent, from its events and from what is stored, with the DNA of those that are looked at; and their
 * outlines, which stay the same when only DNA was loaded.
 */
export function useVersions(agent: AgentState, looked: readonly (number | null | undefined)[]) {
  const replaying = useReplay(() => true) ?? false;
  const noticeable = useNoticeable();
  // What must be loaded follows from what is known, which grows by what is loaded: the events alone know nearly all.
  const told = useMemo(() => mergeVersions(agent.versions, []), [agent]);
  const stored = useStored(agent, (older) => {
    const known = [
      ...older,
      ...told.map(({ version, snapshotId, parentId }) => ({ version, snapshotId, parentId })),
    ];
    return known
      .filter(({ version }) => looked.includes(version))
      .flatMap(({ snapshotId, parentId }) => [snapshotId, ...(parentId === null ? [] : [parentId])]);
  });
  const { older, snapshots } = stored;
  const versions = useMemo((): Version[] => {
    const oldest = agent.versions[0]?.version ?? 0;
    const points = [...older.filter(({ version }) => version < oldest), ...agent.versions];
    return mergeVersions(points, replaying ? asOf(agent, snapshots) : snapshots.values(), noticeable);
  }, [agent, older, snapshots, replaying, noticeable]);
  const before = useRef<readonly VersionOutline[]>([]);
  const outlines = useMemo(() => outlinesOf(versions, before.current), [versions]);
  before.current = outlines;
  return { ...stored, versions, outlines };
}

/**
 * What is stored now, as it stood when the agent was in this state: without later versions, and without scores that may
 * have come later. What is older than the state reaches back has had its score long before.
 */
function asOf({ versions }: AgentState, snapshots: ReadonlyMap<number, Snapshot>): Snapshot[] {
  const [oldest, newest] = [versions[0]?.version ?? 0, versions.at(-1)?.version ?? 0];
  return [...snapshots.values()]
    .filter(({ version }) => version <= newest)
    .map((snapshot) => (snapshot.version < oldest ? snapshot : { ...snapshot, karma_score: null }));
}
