import type { Evaluation } from "../../../lib/dna/state.ts";
import type { Row } from "../../chart/rows.ts";

/** One row per score of any agent, in order; each holds every agent's karma as it stood then. `a0` is the first's. */
export function overlaidRows(agents: readonly (readonly Evaluation[])[]): Row[] {
  const scores = agents
    .flatMap((evaluations, index) => evaluations.map(({ at, karma }) => ({ at, karma, index })))
    .sort((a, b) => a.at - b.at);
  const now: Record<string, number | null> = Object.fromEntries(
    agents.map((_, index) => [seriesId(index), null]),
  );
  const rows = new Map<number, Row>();
  for (const { at, karma, index } of scores) {
    now[seriesId(index)] = karma;
    rows.set(at, { ...now, x: at });
  }
  return [...rows.values()];
}

export const seriesId = (index: number): string => `a${index}`;
