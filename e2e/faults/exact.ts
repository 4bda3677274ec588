import { compareStreamIds } from "../../lib/stream-id.ts";

/** What a dashboard was told, in its order. */
export type Told =
  | { kind: "snapshot"; at: string }
  | { kind: "gap"; from: string; to: string; reason: string }
  | { kind: "events"; ids: readonly string[] };

/** When, in milliseconds of the monotonic clock. */
export type ToldAt = Told & { toldMs: number };

export interface Inexact {
  missing: number;
  twice: number;
  outOfOrder: number;
  /** Pictures that jump over events without a gap that says so. */
  untold: number;
}

/**
 * Compares what a dashboard was told with the stream: from its first picture on, every entry once and in order; or a gap,
 * and then a picture. `ids` is the stream, oldest first; what was removed from it can't be missed.
 */
export function compare(told: readonly Told[], ids: readonly string[]): Inexact {
  const result: Inexact = { missing: 0, twice: 0, outOfOrder: 0, untold: 0 };
  const places = new Map(ids.map((id, place) => [id, place]));
  const seen = new Set<string>();
  /** The entry that has to come next; null before the first picture. */
  let next: number | null = null;
  let gapTold = false;
  for (const one of told) {
    if (one.kind === "gap") {
      gapTold = true;
      // What stands in another stream is told as its own, also what had stood in the old one.
      if (one.reason === "epoch") seen.clear();
    } else if (one.kind === "snapshot") {
      const begin = after(ids, one.at);
      if (next !== null && begin !== next && !gapTold) result.untold += 1;
      next = begin;
      gapTold = false;
    } else
      for (const id of one.ids) {
        const place = places.get(id);
        if (seen.has(id)) result.twice += 1;
        seen.add(id);
        // Of an entry that is gone since, only that it came once can be said.
        if (place === undefined || next === null) continue;
        if (place < next) result.outOfOrder += 1;
        else {
          result.missing += place - next;
          next = place + 1;
        }
      }
  }
  result.missing += ids.length - (next ?? 0);
  return result;
}

function after(ids: readonly string[], at: string): number {
  const place = ids.findIndex((id) => compareStreamIds(id, at) > 0);
  return place === -1 ? ids.length : place;
}

export const sumOf = (results: readonly Inexact[]): Inexact =>
  results.reduce(
    (sum, one) => ({
      missing: sum.missing + one.missing,
      twice: sum.twice + one.twice,
      outOfOrder: sum.outOfOrder + one.outOfOrder,
      untold: sum.untold + one.untold,
    }),
    { missing: 0, twice: 0, outOfOrder: 0, untold: 0 },
  );
