import { meanOf } from "../statistics.ts";
import { karmaDelta } from "./rules.ts";
import type { AgentState } from "./state.ts";
import type { Version, VersionOutline } from "./versions.ts";

/** Seconds from a mutation to its karma, as BRAiN's documents expect them. */
export const EXPECTED_DELAY = { from: 30, to: 60 } as const;

export interface ScoringDelay {
  version: number;
  seconds: number;
  /** Against the expected 30–60 s; both ends belong to it. */
  is: "early" | "expected" | "late";
}

/** How long each scored mutation waited for its first karma. One that was scored before it was made tells nothing. */
export function scoringDelays(versions: readonly VersionOutline[]): ScoringDelay[] {
  return versions.flatMap(({ version, madeBy, createdAt, firstScoredAt }) => {
    if (madeBy !== "mutation" || firstScoredAt === null || firstScoredAt < createdAt) return [];
    const seconds = firstScoredAt - createdAt;
    const { from, to } = EXPECTED_DELAY;
    return [{ version, seconds, is: seconds < from ? "early" : seconds > to ? "late" : "expected" }];
  });
}

export interface SizeRow {
  x: number;
  dnaSize: number | null;
  traitsCount: number | null;
}

/** How many keys and traits each version has. A mutation's event may not tell: then it is null. */
export const sizeRows = (versions: readonly VersionOutline[]): SizeRow[] =>
  versions.map(({ version, dnaSize, traitsCount }) => ({ x: version, dnaSize, traitsCount }));

export interface TraitTrend {
  name: string;
  /** Of the versions whose traits are stored; null where it is missing or no number. */
  values: { version: number; value: number | null }[];
  /** From the first number to the last. */
  change: number;
}

/** Each trait that was ever a number, the one that moved most first. */
export function traitTrends(versions: readonly Version[]): TraitTrend[] {
  const stored = versions.flatMap(({ version, snapshot }) =>
    snapshot ? [{ version, traits: snapshot.traits }] : [],
  );
  const names = new Set(
    stored.flatMap(({ traits }) => Object.keys(traits).filter((name) => typeof traits[name] === "number")),
  );
  return [...names]
    .map((name) => {
      const values = stored.map(({ version, traits }) => ({ version, value: numberIn(traits, name) }));
      const numbers = values.flatMap(({ value }) => (value === null ? [] : [value]));
      return { name, values, change: (numbers.at(-1) ?? 0) - (numbers[0] ?? 0) };
    })
    .sort((a, b) => Math.abs(b.change) - Math.abs(a.change) || (a.name < b.name ? -1 : 1));
}

function numberIn(traits: Record<string, unknown>, name: string): number | null {
  const value = Object.hasOwn(traits, name) ? traits[name] : undefined;
  return typeof value === "number" ? value : null;
}

/**
 * How much karma changed in the last `seconds`: the newest score against the last one before, or the oldest that is
 * kept when all are newer. Null with fewer than two, or when none is that new.
 */
export function karmaChange({ evaluations }: AgentState, now: number, seconds: number): number | null {
  const last = evaluations.at(-1);
  const since = now - seconds;
  if (!last || last.at < since || evaluations.length < 2) return null;
  const before = evaluations.findLast(({ at }) => at < since) ?? evaluations[0];
  return before ? karmaDelta(before.karma, last.karma) : null;
}

/** Mean and slowest of some delays, in seconds; null without any. */
export function delaySummary(delays: readonly ScoringDelay[]): { mean: number; slowest: number } | null {
  const seconds = delays.map((delay) => delay.seconds);
  const mean = meanOf(seconds);
  return mean === null ? null : { mean, slowest: Math.max(...seconds) };
}
