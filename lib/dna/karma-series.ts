import { meanOf } from "../statistics.ts";
import { isForeignKarma } from "./rules.ts";
import type { Evaluation } from "./state.ts";
import type { VersionOutline } from "./versions.ts";

/** From here on an agent is of the elite (contract section 5), strictly: exactly 0.80 belongs to it. */
export const ELITE_KARMA = 0.8;
/** What evolution aims at. */
export const TARGET_KARMA = 0.85;
/** Scores in the rolling mean. */
export const ROLLING = 10;

/** One place of a karma chart. `best` and `mean` are of the scores up to here, inherited karma is none. */
export type KarmaRow = {
  /** The version, or Unix seconds on a time axis. */
  x: number;
  version: number;
  karma: number | null;
  best: number | null;
  /** Mean of the last ten scores, or of fewer while there are fewer. */
  mean: number | null;
};

/** A row per version, at its karma as it is now. */
export function karmaRows(versions: readonly VersionOutline[]): KarmaRow[] {
  const soFar = createSoFar();
  return versions.map(({ version, karma, scored }) => ({
    x: version,
    version,
    karma,
    ...soFar(scored === "evaluated" ? karma : null),
  }));
}

/** A row per score in the order of time, also where a version was scored several times. */
export function karmaTimeRows(evaluations: readonly Evaluation[]): KarmaRow[] {
  const soFar = createSoFar();
  return [...evaluations]
    .sort((a, b) => a.at - b.at)
    .map(({ version, karma, at }) => ({ x: at, version, karma, ...soFar(karma) }));
}

function createSoFar() {
  let best: number | null = null;
  const last: number[] = [];
  return (karma: number | null) => {
    if (karma !== null) {
      best = best === null ? karma : Math.max(best, karma);
      last.push(karma);
      if (last.length > ROLLING) last.shift();
    }
    return { best, mean: meanOf(last) };
  };
}

/**
 * Ends of the karma axis: as near as the values and the two reference lines allow. Foreign values outside 0–1 have
 * a scale of their own, and only their own ends.
 */
export function karmaRange(versions: readonly { karma: number | null }[]): [number, number] {
  const values = versions.flatMap(({ karma }) => (karma === null ? [] : [karma]));
  if (values.some(isForeignKarma)) return [Math.min(...values), Math.max(...values)];
  const [low, high] = [Math.min(0.7, ...values), Math.max(0.9, ...values)];
  return [Math.floor(low * 10) / 10, Math.min(1, Math.ceil(high * 10) / 10)];
}
