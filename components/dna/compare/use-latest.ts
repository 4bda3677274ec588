"use client";

import { useEffect, useEffectEvent, useState } from "react";
import type { Snapshot } from "#lib/dna/api";
import type { AgentState } from "#lib/dna/state";
import { useReplay } from "#lib/live/use-live";

/** The newest versions' DNA and traits, one per agent; null for one that this server stores none of. */
export interface Latest {
  snapshots: (Snapshot | null)[];
  /** Failed: some had no answer, and are asked for again. */
  state: "loading" | "known" | "failed";
}

const AGAIN_MS = 5_000;

/** The version that is the newest in this state. */
const idIn = (agent: AgentState): number => agent.versions.at(-1)?.snapshot_id ?? 0;

/** DNA and traits of each agent's newest version. */
export function useLatest(agents: readonly (AgentState | undefined)[]): Latest {
  const [loaded, setLoaded] = useState<ReadonlyMap<number, Snapshot | null>>(new Map());
  const [failures, setFailures] = useState(0);
  const inCapsule = useReplay((view) => view.capsule !== null) ?? false;
  const missing = inCapsule ? [] : agents.filter((agent) => agent !== undefined && !loaded.has(idIn(agent)));
  const stamp = missing.map((agent) => agent && idIn(agent)).join(" ");
  const wanted = useEffectEvent(() => missing.filter((agent) => agent !== undefined));
  useEffect(() => {
    if (stamp === "") return;
    const stop = new AbortController();
    const ask = async () => {
      const asked = wanted();
      const answers = await Promise.all(asked.map((agent) => load(agent, stop.signal)));
      if (stop.signal.aborted) return;
      const found = asked.flatMap((agent, index) => {
        const answer = answers[index];
        return answer === undefined ? [] : [[idIn(agent), answer] as const];
      });
      setLoaded((before) => new Map([...before, ...found]));
      setFailures((before) => (found.length < asked.length ? before + 1 : 0));
    };
    const timer = setTimeout(() => void ask(), failures === 0 ? 0 : AGAIN_MS);
    return () => {
      clearTimeout(timer);
      stop.abort();
    };
  }, [stamp, failures]);
  const snapshots = agents.map((agent) => (agent && loaded.get(idIn(agent))) ?? null);
  return { snapshots, state: stamp === "" ? "known" : failures > 0 ? "failed" : "loading" };
}

/**
 * By version, from the agent's history: an agent that isn't stored here has an empty one, which is no error. Undefined
 * without an answer.
 */
async function load(agent: AgentState, signal: AbortSignal): Promise<Snapshot | null | undefined> {
  const path = `/api/dna/agents/${encodeURIComponent(agent.agent_id)}/history?limit=${NEWEST}`;
  const answer = await fetch(path, { signal }).catch(() => undefined);
  if (!answer?.ok) return undefined;
  const { History } = await import("#lib/dna/api");
  const read = History.safeParse(await answer.json().catch(() => null));
  return read.success ? (read.data.snapshots.find(({ id }) => id === idIn(agent)) ?? null) : undefined;
}
/** The state may be a few versions behind what is stored, in the past more. */
const NEWEST = 20;
