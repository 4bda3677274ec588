"use client";

import { useEffect, useRef, useState } from "react";
import type { Snapshot } from "#lib/dna/api";
import type { AgentState, VersionPoint } from "#lib/dna/state";
import { useReplay } from "#lib/live/use-live";

/** What this server stores of an agent beside its events. */
export interface Stored {
  /** Versions older than the live state reaches back, without their DNA; oldest first. */
  older: readonly VersionPoint[];
  /** DNA and traits, by snapshot id. */
  snapshots: ReadonlyMap<number, Snapshot>;
  loading: boolean;
  /** Why the last question had no answer; what was loaded before stays. */
  failed: string | null;
}

interface Loaded extends Omit<Stored, "loading"> {
  asked: boolean;
  /** Whether as many as are kept can be loaded at once. */
  small: boolean;
  /** Snapshots that this server doesn't store. */
  absent: ReadonlySet<number>;
}

/** The newest versions come with their DNA at once: what a screen shows, and what trends are drawn from. */
const NEWEST = 50;
/** Others come after them where they are small, and one by one when they are looked at where they are large. */
const KEPT = 300;
const SMALL_CHARS = 2_000_000 / KEPT;
// Several events tell of one change: one question is enough.
const GATHER_MS = 150;

const nothing: Loaded = {
  older: [],
  snapshots: new Map(),
  failed: null,
  asked: false,
  small: false,
  absent: new Set(),
};

const NOT_IN_CAPSULE: Stored = {
  older: [],
  snapshots: new Map(),
  loading: false,
  failed: "A capsule holds events; what this server stores beside them is not in it.",
};

/** A version that is known by its number and its snapshot. */
export interface KnownVersion {
  version: number;
  snapshotId: number;
  parentId: number | null;
}

/**
 * What is stored of one agent: give it a key per agent. `wantedOf` names the snapshots that are looked at, from the older
 * versions known so far. Only those are asked for that aren't here yet: a stored version's DNA never changes.
 */
export function useStored(
  agent: AgentState,
  wantedOf: (older: readonly KnownVersion[]) => readonly number[],
): Stored {
  const [loaded, setLoaded] = useState(nothing);
  const inCapsule = useReplay((view) => view.capsule !== null) ?? false;
  const { agent_id } = agent;
  const [oldest, newest] = [agent.versions[0]?.version ?? 1, agent.versions.at(-1)?.version ?? 0];
  const path = `/api/dna/agents/${encodeURIComponent(agent_id)}`;
  const known = useRef({ newest: 0, older: 0 });

  useAsking(!inCapsule, `${newest}`, setLoaded, async (signal) => {
    const limit = Math.min(NEWEST, Math.max(1, newest - known.current.newest));
    const snapshots = await newestOf(path, limit, signal);
    known.current.newest = Math.max(newest, ...snapshots.map(({ version }) => version));
    const small = JSON.stringify(snapshots.at(-1) ?? null).length < SMALL_CHARS;
    return (before) => ({ ...before, snapshots: withSnapshots(before.snapshots, snapshots), small });
  });

  // So that a click on any version shows its DNA at once.
  useAsking(!inCapsule && loaded.small && newest > NEWEST, agent_id, setLoaded, async (signal) => {
    const snapshots = await newestOf(path, KEPT, signal);
    return (before) => ({ ...before, snapshots: withSnapshots(before.snapshots, snapshots) });
  });

  // In steps: it need not be asked again for every version that leaves the live state.
  const wantOlder = Math.ceil((oldest - 1) / NEWEST) * NEWEST;
  useAsking(!inCapsule && wantOlder > known.current.older, `${wantOlder}`, setLoaded, async (signal) => {
    const [{ Lineage }, { lineagePoints }] = await Promise.all([
      import("#lib/dna/api-insights"),
      import("#lib/dna/lineage-points"),
    ]);
    const older = lineagePoints(Lineage.parse(await ask(`${path}/lineage`, signal)));
    known.current.older = wantOlder;
    return (before) => ({ ...before, older });
  });

  const wanted = wantedOf(loaded.older.map(knownOf));
  // Of an agent that none of the newest is stored of, as of a foreign producer's, there is nothing to ask for.
  const missing =
    loaded.snapshots.size > 0
      ? [...new Set(wanted)].filter((id) => !loaded.snapshots.has(id) && !loaded.absent.has(id))
      : [];
  useAsking(
    !inCapsule,
    missing.join(" "),
    setLoaded,
    async (signal) => {
      const { Snapshot: Shape } = await import("#lib/dna/api");
      const found = await Promise.all(missing.map((id) => ask(`/api/dna/snapshots/${id}`, signal)));
      const snapshots = found.flatMap((body) => (body === null ? [] : [Shape.parse(body)]));
      const absent = missing.filter((_, index) => found[index] === null);
      return (before) => ({
        ...before,
        snapshots: withSnapshots(before.snapshots, snapshots),
        absent: new Set([...before.absent, ...absent]),
      });
    },
    // A person waits for it.
    0,
  );

  if (inCapsule) return NOT_IN_CAPSULE;
  return { ...loaded, loading: !loaded.asked || (missing.length > 0 && loaded.failed === null) };
}

const knownOf = ({ version, snapshot_id, parent_snapshot_id }: VersionPoint): KnownVersion => ({
  version,
  snapshotId: snapshot_id,
  parentId: parent_snapshot_id,
});

type Update = (before: Loaded) => Loaded;

/** Asks whenever `stamp` changes to some text, a moment later; what comes too late is dropped. */
function useAsking(
  enabled: boolean,
  stamp: string,
  setLoaded: (update: Update) => void,
  load: (signal: AbortSignal) => Promise<Update>,
  waitMs = GATHER_MS,
): void {
  const latest = useRef(load);
  latest.current = load;
  useEffect(() => {
    if (!enabled || stamp === "") return;
    const stop = new AbortController();
    const timer = setTimeout(async () => {
      try {
        const update = await latest.current(stop.signal);
        if (!stop.signal.aborted) setLoaded((before) => ({ ...update(before), failed: null, asked: true }));
      } catch (error) {
        if (stop.signal.aborted) return;
        const failed = error instanceof Error ? error.message : "Something went wrong.";
        setLoaded((before) => ({ ...before, failed, asked: true }));
      }
    }, waitMs);
    return () => {
      clearTimeout(timer);
      stop.abort();
    };
  }, [enabled, stamp, setLoaded, waitMs]);
}

function withSnapshots(before: ReadonlyMap<number, Snapshot>, found: readonly Snapshot[]) {
  const all = new Map(before);
  for (const snapshot of found) {
    // The last one that was looked at is kept longest.
    all.delete(snapshot.id);
    all.set(snapshot.id, snapshot);
  }
  return new Map([...all].slice(-KEPT));
}

async function newestOf(agentPath: string, limit: number, signal: AbortSignal): Promise<Snapshot[]> {
  const { History } = await import("#lib/dna/api");
  return History.parse(await ask(`${agentPath}/history?limit=${limit}`, signal)).snapshots;
}

/** The answer's body; null when there is no such thing here. */
async function ask(path: string, signal: AbortSignal): Promise<unknown> {
  const answer = await fetch(path, { signal }).catch((cause: unknown) => {
    throw new Error("The server did not answer.", { cause });
  });
  if (answer.status === 404) return null;
  if (!answer.ok) throw new Error(`The server answered ${answer.status}.`);
  return answer.json();
}
