"use client";

import { useEffect, useState } from "react";
import { type Observation, observationsOf } from "#lib/dna/impact";
import type { AgentState, DnaState } from "#lib/dna/state";
import { emptyTally, type Tally, tallyOf, tallyTogether } from "#lib/dna/tally";
import { type Version, versionsOf } from "#lib/dna/versions";
import { usePaced } from "../../chart/use-paced.ts";
import { useNoticeable } from "../use-noticeable.ts";

/** What all agents' mutations did, and how they did on the whole. */
export interface Findings {
  observations: readonly Observation[];
  tally: Tally;
}

const nothing: Findings = { observations: [], tally: emptyTally };
const REDRAW_MS = 2_000;
/** Longer than this at a time would be felt. */
const SLICE_MS = 12;

/** Kept up to date, in slices: there may be thousands of agents. Null until all were looked at once. */
export function useFindings(dna: DnaState): Findings | null {
  const shown = usePaced(dna, REDRAW_MS);
  const noticeable = useNoticeable();
  const [found, setFound] = useState<Findings | null>(null);
  useEffect(() => {
    const agents = shown.agents.values();
    let timer: ReturnType<typeof setTimeout>;
    const all: Findings[] = [];
    const go = () => {
      const until = performance.now() + SLICE_MS;
      for (const agent of agents) {
        all.push(findingsOf(agent, noticeable));
        if (performance.now() < until) continue;
        timer = setTimeout(go);
        return;
      }
      setFound(all.length === 0 ? nothing : together(all));
    };
    timer = setTimeout(go);
    return () => clearTimeout(timer);
  }, [shown, noticeable]);
  return found;
}

const known = new WeakMap<readonly Version[], Findings>();

/** The same while no event touches the agent. */
export function findingsOf(agent: AgentState, noticeable: number): Findings {
  const versions = versionsOf(agent, noticeable);
  const findings = known.get(versions) ?? {
    observations: observationsOf(agent.agent_id, versions),
    tally: tallyOf(versions),
  };
  known.set(versions, findings);
  return findings;
}

const together = (all: readonly Findings[]): Findings => ({
  observations: all.flatMap(({ observations }) => observations),
  tally: tallyTogether(all.map(({ tally }) => tally)),
});
