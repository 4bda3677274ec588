"use client";

import { useEffect, useEffectEvent, useState } from "react";
import type { Snapshot } from "#lib/dna/api";
import type { AgentState } from "#lib/dna/state";
import { useReplay } from "#lib/live/use-live";

/** The version that is the newest in this state. */
const idIn = (agent: AgentState): number => agent.versions.at(-1)?.snapshot_id ?? 0;

/** DNA and traits of each agent's newest version; null while not loaded, or where this server stores none. */
export function useLatest(agents: readonly (AgentState | undefined)[]): (Snapshot | null)[] {
  const [loaded, setLoaded] = useState<ReadonlyMap<number, Snapshot | null>>(new Map());
  const inCapsule = useReplay((view) => view.capsule !== null) ?? false;
  const missing = inCapsule ? [] : agents.filter((agent) => agent !== undefined && !loaded.has(idIn(agent)));
  const stamp = missing.map((agent) => agent && idIn(agent)).join(" ");
  const wanted = useEffectEvent(() => missing.filter((agent) => agent !== undefined));
  useEffect(() => {
    if (stamp === "") return;
    const stop = new AbortController();
    for (const agent of wanted())
      void load(agent, stop.signal).then((snapshot) => {
        if (!stop.signal.aborted) setLoaded((before) => new Map([...before, [idIn(agent), snapshot]]));
      });
    return () => stop.abort();
  }, [stamp]);
  return agents.map((agent) => (agent && loaded.get(idIn(agent))) ?? null);
}

/** By version, from the agent's history: an agent that isn't stored here has an empty one, which is no error. */
async function load(agent: AgentState, signal: AbortSignal): Promise<Snapshot | null> {
  const path = `/api/dna/agents/${encodeURIComponent(agent.agent_id)}/history?limit=${NEWEST}`;
  const answer = await fetch(path, { signal }).catch(() => null);
  if (!answer?.ok) return null;
  const { History } = await import("#lib/dna/api");
  const read = History.safeParse(await answer.json().catch(() => null));
  return read.success ? (read.data.snapshots.find(({ id }) => id === idIn(agent)) ?? null) : null;
}
/** The state may be a few versions behind what is stored, in the past more. */
const NEWEST = 20;
