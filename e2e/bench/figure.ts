/** What a run is told to do. */
export interface BenchOptions {
  /** Counted rounds; one more comes first and isn't counted. */
  rounds: number;
  /** Less of everything: to see that it works. */
  quick: boolean;
  /** Also what takes long: 200 dashboards. */
  full: boolean;
  /** How long the fleet reports. */
  seconds: number;
  redisServer: string | null;
  say(line: string): void;
}

/** Our figure beside its bare twin's, round by round. */
export interface Row {
  what: string;
  unit: string;
  twin: string;
  ours: number[];
  bare: number[];
  /** Ours against the twin, of each round. */
  ratios: number[];
  /**
   * What the median of the ratios is to be, or that of our own figures, where the twin is there to compare with; null
   * for a row that is only there to be read.
   */
  goal: { atLeast: number } | { atMost: number } | { oursAtMost: number } | null;
}

export type Figure =
  | { name: string; rows: Row[] }
  | { name: string; skipped: string }
  | { name: string; failed: string };

type Round<Name extends string> = Record<Name, number>;

export interface RowOptions<Name extends string> {
  what: string;
  unit: string;
  ours: Name;
  twin: Name;
  /** How the twin is called. */
  called: string;
  /** `speed`: the more the better, as the twin's costs in ours; `times`: how many times the twin's. */
  ratio: "speed" | "times";
  goal: Row["goal"];
}

/** A row out of rounds of costs: microseconds, milliseconds … the less the better. */
export function rowOf<Name extends string>(rounds: readonly Round<Name>[], options: RowOptions<Name>): Row {
  const { what, unit, ours, twin, called, ratio, goal } = options;
  const speeds = rounds.map((round) => round[twin] / round[ours]);
  return {
    what,
    unit,
    twin: called,
    ours: rounds.map((round) => round[ours]),
    bare: rounds.map((round) => round[twin]),
    ratios: ratio === "speed" ? speeds : speeds.map((speed) => 1 / speed),
    goal,
  };
}

/** A round in which something was lost: its figures mean nothing. */
export class InexactRound extends Error {}

const REPEATED_AT_MOST = 3;

/**
 * Measures all variants back to back, round after round, so that what else the machine does hits them alike; every
 * other round in the opposite order. The first round warms up and isn't counted. A round in which something was
 * lost is told and repeated, three times at most.
 */
export async function interleave<Name extends string, Result>(
  variants: Record<Name, () => Promise<Result>>,
  { rounds, say }: Pick<BenchOptions, "rounds" | "say">,
): Promise<Record<Name, Result>[]> {
  const names = Object.keys(variants) as Name[];
  const results: Record<Name, Result>[] = [];
  let repeated = 0;
  for (let round = 0; round <= rounds; ) {
    const order = round % 2 === 0 ? names : names.toReversed();
    const result = {} as Record<Name, Result>;
    try {
      for (const name of order) result[name] = await variants[name]();
    } catch (error) {
      if (!(error instanceof InexactRound) || repeated === REPEATED_AT_MOST) throw error;
      repeated += 1;
      say(`  round ${round} is repeated: ${error.message}`);
      continue;
    }
    if (round > 0) results.push(result);
    round += 1;
  }
  return results;
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? Number.NaN) + upper) / 2;
}
