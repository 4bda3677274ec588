import type { Histogram } from "../history/api.ts";

/** How many events came when, by type. Times are Unix seconds of receipt. */
export interface Counts {
  bucketSeconds: number;
  /** Most frequent first; what is none of these is counted as others, at the end of each bar. */
  types: readonly string[];
  /** By bucket: its number is its begin in bucket lengths since 1970. */
  bars: ReadonlyMap<number, readonly number[]>;
  /** From here on everything is counted; null when all is. */
  countedFrom: number | null;
}

/** One bar as it is drawn. */
export interface Bar {
  from: number;
  to: number;
  /** By the types of the counts, then all others. */
  counts: readonly number[];
  total: number;
}

/** Types told apart; the server names as many at most. */
const TYPES_SHOWN = 8;

export function countsOf({
  from,
  bucket_seconds,
  types,
  buckets,
  complete,
  counted_from,
}: Histogram): Counts {
  const first = Math.round(from / bucket_seconds);
  const bars = new Map<number, readonly number[]>();
  for (const [index, counts] of buckets.entries())
    if (counts.some((count) => count > 0)) bars.set(first + index, counts);
  return { bucketSeconds: bucket_seconds, types, bars, countedFrom: complete ? null : counted_from };
}

/** With events that have come since: `arrived` says when and what each was. */
export function withArrived(counts: Counts, arrived: readonly { at: number; type: string }[]): Counts {
  if (arrived.length === 0) return counts;
  const types = [...counts.types];
  const bars = new Map(counts.bars);
  for (const { at, type } of arrived) {
    if (!types.includes(type) && types.length < TYPES_SHOWN) types.push(type);
    const number = Math.floor(at / counts.bucketSeconds);
    const bar = widened(bars.get(number) ?? [], types.length);
    const place = types.indexOf(type);
    bar[place < 0 ? types.length : place] = (bar[place < 0 ? types.length : place] ?? 0) + 1;
    bars.set(number, bar);
  }
  // A bar that nothing came to still has its others in the old place.
  if (types.length > counts.types.length)
    for (const [number, bar] of bars) bars.set(number, widened(bar, types.length));
  return { ...counts, types, bars };
}

// The others stand last: new types go in before them.
function widened(bar: readonly number[], types: number): number[] {
  const before = Math.max(0, bar.length - 1);
  const known = Array.from({ length: types }, (_, i) => (i < before ? (bar[i] ?? 0) : 0));
  return [...known, bar[before] ?? 0];
}

/** The bars between two moments, oldest first; those at the ends may begin before and end after them. */
export function barsBetween({ bucketSeconds, types, bars }: Counts, from: number, to: number): Bar[] {
  const first = Math.floor(from / bucketSeconds);
  const last = Math.max(first + 1, Math.ceil(to / bucketSeconds));
  return Array.from({ length: last - first }, (_, i) => {
    const counts = bars.get(first + i) ?? new Array<number>(types.length + 1).fill(0);
    return {
      from: (first + i) * bucketSeconds,
      to: (first + i + 1) * bucketSeconds,
      counts,
      total: counts.reduce((sum, count) => sum + count, 0),
    };
  });
}

export const totalOf = (bars: readonly Bar[]): number => bars.reduce((sum, { total }) => sum + total, 0);
