"use client";

import { useEffect, useState } from "react";
import type { Snapshot } from "#lib/dna/api";
import { useReplay } from "#lib/live/use-live";

interface LoadedHistory {
  agentId: string;
  /** By snapshot id. */
  snapshots: ReadonlyMap<number, Snapshot>;
  /** Why the last question had no answer; what was loaded before stays. */
  failed: string | null;
  asked: boolean;
}

/** Versions asked for at first: what a screen or two show. */
const FIRST = 50;
const MORE = 200;
/** Versions kept at most: with their DNA they may be large. */
const KEPT = 1_000;
// Several events tell of one change: one question is enough.
const GATHER_MS = 150;

/**
 * The stored versions of an agent whose newest is `version`, back to `downTo` at least. Asked for anew whenever
 * `stamp` changes (its version or its karma did), and then only for what is new; `loadMore` asks for older ones.
 */
export function useHistory(agentId: string, version: number, downTo: number, stamp: string) {
  const [history, setHistory] = useState<LoadedHistory>(() => nothing(agentId));
  const [more, setMore] = useState(FIRST);
  const known = history.agentId === agentId ? history : nothing(agentId);
  const loaded = [...known.snapshots.values()].map((snapshot) => snapshot.version);
  // In steps: a growing agent must not move the bound with every version. One more than asked for is the parent.
  const wanted = Math.min(KEPT, Math.max(more, Math.ceil((version - downTo + 2) / FIRST) * FIRST));
  const covered = loaded.length > 0 && Math.min(...loaded) <= Math.max(1, version - wanted + 1);
  // One that is known is asked for again: its karma may be what changed.
  const limit = covered ? Math.min(wanted, Math.max(1, version - Math.max(...loaded) + 1)) : wanted;

  const inCapsule = useReplay((view) => view.capsule !== null) ?? false;

  // biome-ignore lint/correctness/useExhaustiveDependencies: `limit` follows from what was loaded, the stamp asks.
  useEffect(() => {
    if (inCapsule) return;
    const stop = new AbortController();
    const timer = setTimeout(async () => {
      try {
        const snapshots = await ask(agentId, limit, stop.signal);
        setHistory((before) => merged(before, agentId, snapshots));
      } catch (error) {
        if (stop.signal.aborted) return;
        const failed = error instanceof Error ? error.message : "Something went wrong.";
        setHistory((before) => ({ ...ownOr(before, agentId), failed, asked: true }));
      }
    }, GATHER_MS);
    return () => {
      clearTimeout(timer);
      stop.abort();
    };
  }, [agentId, stamp, wanted, inCapsule]);
  if (inCapsule) return { ...nothing(agentId), ...NOT_IN_CAPSULE };
  return {
    ...known,
    loading: !known.asked || (loaded.length > 0 && !covered && known.failed === null),
    /** Older versions are stored than what was loaded. */
    hasMore: loaded.length > 0 && loaded.length < KEPT && Math.min(...loaded) > 1,
    loadMore: () => setMore(wanted + MORE),
  };
}

const NOT_IN_CAPSULE = {
  asked: true,
  failed: "A capsule holds events; what this server stores beside them is not in it.",
  loading: false,
  hasMore: false,
  loadMore: () => {},
};

export type AgentHistory = ReturnType<typeof useHistory>;

const nothing = (agentId: string): LoadedHistory => ({
  agentId,
  snapshots: new Map(),
  failed: null,
  asked: false,
});

const ownOr = (history: LoadedHistory, agentId: string): LoadedHistory =>
  history.agentId === agentId ? history : nothing(agentId);

function merged(before: LoadedHistory, agentId: string, found: readonly Snapshot[]): LoadedHistory {
  const all = new Map(ownOr(before, agentId).snapshots);
  for (const snapshot of found) all.set(snapshot.id, snapshot);
  const newest = [...all].sort(([a], [b]) => a - b).slice(-KEPT);
  return { agentId, snapshots: new Map(newest), failed: null, asked: true };
}

async function ask(agentId: string, limit: number, signal: AbortSignal): Promise<Snapshot[]> {
  const path = `/api/dna/agents/${encodeURIComponent(agentId)}/history?limit=${limit}`;
  const answer = await fetch(path, { signal }).catch((cause: unknown) => {
    throw new Error("The server did not answer.", { cause });
  });
  if (!answer.ok) throw new Error(`The server answered ${answer.status}.`);
  // The validator is as large as the page: it comes after the first picture.
  const { History } = await import("#lib/dna/api");
  return History.parse(await answer.json()).snapshots;
}
