import type { DatabaseSync } from "node:sqlite";
import { bigIds } from "../big-ids.ts";
import type { Candidates, Route } from "./candidates.ts";
import type { Tally, TypeCounts } from "./tally.ts";
import { common, isEmpty, type Window } from "./window.ts";

/** So many rows of a strand are counted; what is beyond is reckoned from how much of the window they took. */
const COUNTED = 2_000;
const STRANDS_COUNTED = 16;
/** Adding up all hours of 90 days takes milliseconds, and an export asks for a thousand pages. */
const TOTALS_AGE_MS = 10_000;

/** About how many rows there are to look at, found out in a millisecond. `now` is in milliseconds. */
export function createEstimates(db: DatabaseSync, tally: Tally, now: () => number) {
  const ends = bigIds(db, "SELECT (SELECT min(id) FROM event) AS low, (SELECT max(id) FROM event) AS high");
  let totals: { counts: TypeCounts; at: number } | null = null;

  /** The part of a window between the oldest and the newest event, and how much of all that is. */
  function filled({ low, high }: Window): Window & { share: number } {
    const all = ends.get() as { low: bigint | null; high: bigint | null };
    if (all.low === null || all.high === null) return { low, high: low, share: 0 };
    const part = common({ low, high }, { low: all.low, high: all.high });
    const whole = Number(all.high - all.low);
    return { ...part, share: whole > 0 ? Math.max(0, Number(part.high - part.low)) / whole : 1 };
  }

  function ofCandidates({ strands, within }: Candidates, whole: Window): number {
    const window = common(whole, within);
    if (isEmpty(window)) return 0;
    const part = filled(window);
    const counted = strands.slice(0, STRANDS_COUNTED).map(({ text, values }) => {
      const statement = bigIds(
        db,
        `SELECT count(*) AS n, min(id) AS first FROM (${text} AND id >= ? AND id < ? ORDER BY id DESC LIMIT ${COUNTED})`,
      );
      const row = statement.get(...values, window.low, window.high) as { n: bigint; first: bigint | null };
      return stretched(Number(row.n), row.first, part);
    });
    const sum = counted.reduce((total, rows) => total + rows, 0);
    return (sum * strands.length) / Math.max(1, counted.length);
  }

  return {
    /** Events of each type. */
    ofTypes(window: Window): TypeCounts {
      if (!totals || now() - totals.at > TOTALS_AGE_MS) totals = { counts: tally.totals(), at: now() };
      const { share } = filled(window);
      return new Map([...totals.counts].map(([type, events]) => [type, events * share]));
    },
    ofRoute: (route: Route, window: Window): number =>
      route.reduce((sum, candidates) => sum + ofCandidates(candidates, window), 0),
  };
}

function stretched(counted: number, first: bigint | null, { low, high }: Window): number {
  if (counted < COUNTED || first === null) return counted;
  const seen = Number(high - first);
  return seen <= 0 ? counted : (counted * Number(high - low)) / seen;
}
