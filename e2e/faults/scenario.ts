import type { Rig } from "./rig.ts";

/**
 * One fault of the fault table: what is promised, what is done to the product, what was seen.
 *
 * To write another one: a file `s42-short-name.ts` that exports a `Scenario`, and a line in `scenarios.ts`. `run` starts
 * what it needs from the rig, which closes it all again and adds the figures that hold for every fault (no process ended,
 * no fatal error, no descriptor left open). It injects the fault and returns figures, each with the limit that is
 * promised: a scenario passes when every figure keeps its limit, and an exception fails it. Waiting is for what should
 * happen (`until`), never for time to pass. Then take the defence out, see the figure go red, and note it in `defences`.
 */
export interface Scenario {
  id: `S${number}`;
  title: string;
  /** What is promised, as the README says it. */
  promises: string;
  /** What is done to it: in the quick form, and in full where that is more. */
  injects: string;
  injectsInFull?: string;
  /** Part of `npm test`: at most about 15 seconds in its quick form. */
  quick: boolean;
  /** It takes so long that it runs only where it is named. */
  byNameOnly?: true;
  /** Defences that were taken out, with the figure that went red: "file: what was removed → figure (value)". */
  defences: readonly string[];
  run(rig: Rig): Promise<Figure[]>;
}

export interface Figure {
  what: string;
  value: number;
  unit: string;
  limit: { atMost: number } | { atLeast: number } | { exactly: number };
  /** What was counted, said where the limit is broken. */
  counted?: readonly string[];
}

export const atMost = (what: string, value: number, limit: number, unit = ""): Figure => ({
  what,
  value,
  unit,
  limit: { atMost: limit },
});
export const atLeast = (what: string, value: number, limit: number, unit = ""): Figure => ({
  what,
  value,
  unit,
  limit: { atLeast: limit },
});
export const exactly = (what: string, value: number, limit: number, unit = ""): Figure => ({
  what,
  value,
  unit,
  limit: { exactly: limit },
});
/** There must be none of these, and those that there are can be read. */
export const none = (what: string, counted: readonly string[]): Figure => ({
  ...exactly(what, counted.length, 0),
  counted,
});

/**
 * What never came to an end keeps no limit (in a report that was read back it is null). Where the clock isn't judged, as
 * in the tests, whose machine may be busy, what takes a time has to come to an end only.
 */
export function isKept({ value, unit, limit }: Figure, clock = true): boolean {
  if (!Number.isFinite(value)) return false;
  if (unit === "ms" && !clock) return true;
  if ("atMost" in limit) return value <= limit.atMost;
  return "atLeast" in limit ? value >= limit.atLeast : value === limit.exactly;
}

export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN;
}
