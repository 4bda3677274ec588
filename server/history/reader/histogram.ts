import type { Histogram } from "#lib/history/api";
import { msOf } from "../key.ts";
import type { TalliedStretch, TypeCounts } from "./tally.ts";
import { isEmpty, type Window } from "./window.ts";

/** Types that are told apart; a person tells no more colours apart. */
const TYPES_SHOWN = 8;
const MINUTE_MS = 60_000;

const SIZES_MS = [1, 2, 5, 10, 20, 50, 100, 200, 500].concat(
  [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 10_800, 21_600, 43_200].map(
    (s) => s * 1000,
  ),
);
const DAY_MS = 86_400_000;

/** How a filter's events are counted. */
export interface Counting {
  /** Looks at the events of a window. */
  count(window: Window): TypeCounts;
  /** Where the filter asks for types only: what was counted while it came in, by whole minutes. */
  tallied: ((fromMs: number, toMs: number, stretchMs: number) => TalliedStretch[]) | null;
  nameOf(type: number): string;
}

/** What is counted: from `fromMs` up to `toMs`, in about so many buckets, for about `budgetMs` at most. */
export interface Span {
  fromMs: number;
  toMs: number;
  buckets: number;
  budgetMs: number;
  now(): number;
}

/** What is counted of a histogram; how far the file reached then is told beside it. */
export type Counted = Omit<Histogram, "newest">;

/** The events of a window, which lies within the span, by time and type; the newest are counted first. */
export function readHistogram(counting: Counting, window: Window, span: Span): Counted {
  const { fromMs, toMs, buckets: wanted } = span;
  const sizeMs = bucketMs(toMs - fromMs, wanted);
  const first = Math.floor(fromMs / sizeMs);
  const buckets = Array.from(
    { length: Math.max(1, Math.ceil(toMs / sizeMs) - first) },
    (): TypeCounts => new Map(),
  );
  const add = (counts: TypeCounts, ms: number) => {
    const bucket = buckets[Math.min(buckets.length - 1, Math.floor(ms / sizeMs) - first)];
    for (const [type, events] of counts) bucket?.set(type, (bucket.get(type) ?? 0) + events);
  };

  let countedFromMs = fromMs;
  if (counting.tallied && sizeMs % MINUTE_MS === 0) addTallied(counting, window, sizeMs, add);
  else countedFromMs = addCounted(counting, window, span, sizeMs, add);
  return told(buckets, counting.nameOf, { first, sizeMs, fromMs, countedFromMs });
}

/** The smallest round size that makes at most so many buckets of a span, give or take the one it begins in. */
function bucketMs(spanMs: number, buckets: number): number {
  const least = Math.max(1, spanMs / buckets);
  return SIZES_MS.find((size) => size >= least) ?? Math.ceil(least / DAY_MS) * DAY_MS;
}

type Add = (counts: TypeCounts, ms: number) => void;

// Whole minutes were counted when they came; only the two at the ends have to be looked at.
function addTallied({ count, tallied }: Counting, window: Window, sizeMs: number, add: Add): void {
  const lowMs = msOf(window.low);
  const highMs = msOf(window.high);
  const from = window.low === keyAtMs(lowMs) ? Math.ceil(lowMs / MINUTE_MS) * MINUTE_MS : nextMinute(lowMs);
  const to = Math.floor(highMs / MINUTE_MS) * MINUTE_MS;
  if (from >= to) {
    addEdge(count, window, add);
    return;
  }
  addEdge(count, { low: window.low, high: keyAtMs(from) }, add);
  for (const { from: ms, counts } of tallied?.(from, to, sizeMs) ?? []) add(counts, ms);
  addEdge(count, { low: keyAtMs(to), high: window.high }, add);
}

// At most two minutes; they may belong to two buckets.
function addEdge(count: Counting["count"], { low, high }: Window, add: Add): void {
  const border = keyAtMs(nextMinute(msOf(low)));
  const parts =
    border < high
      ? [
          { low, high: border },
          { low: border, high },
        ]
      : [{ low, high }];
  for (const part of parts) if (!isEmpty(part)) add(count(part), msOf(part.low));
}

function addCounted(
  { count }: Counting,
  window: Window,
  { fromMs, toMs, budgetMs, now }: Span,
  sizeMs: number,
  add: Add,
): number {
  const deadline = now() + budgetMs;
  let high = window.high;
  for (let ms = (Math.ceil(toMs / sizeMs) - 1) * sizeMs; high > window.low; ms -= sizeMs) {
    if (now() > deadline) return ms + sizeMs;
    const begin = keyAtMs(ms);
    const low = begin > window.low ? begin : window.low;
    if (low < high) add(count({ low, high }), ms);
    if (low < high) high = low;
  }
  return fromMs;
}

function told(
  buckets: readonly TypeCounts[],
  nameOf: (type: number) => string,
  {
    first,
    sizeMs,
    fromMs,
    countedFromMs,
  }: { first: number; sizeMs: number; fromMs: number; countedFromMs: number },
): Counted {
  const totals = new Map<number, number>();
  for (const counts of buckets)
    for (const [type, events] of counts) totals.set(type, (totals.get(type) ?? 0) + events);
  const shown = [...totals]
    .sort((a, b) => b[1] - a[1])
    .slice(0, TYPES_SHOWN)
    .map(([type]) => type);
  return {
    from: (first * sizeMs) / 1000,
    bucket_seconds: sizeMs / 1000,
    types: shown.map(nameOf),
    buckets: buckets.map((counts) => {
      const own = shown.map((type) => counts.get(type) ?? 0);
      return [...own, sum(counts.values()) - sum(own)];
    }),
    total: sum(totals.values()),
    complete: countedFromMs <= fromMs,
    counted_from: Math.max(fromMs, countedFromMs) / 1000,
  };
}

function sum(numbers: Iterable<number>): number {
  let total = 0;
  for (const number of numbers) total += number;
  return total;
}

const keyAtMs = (ms: number): bigint => BigInt(Math.max(0, ms)) << 20n;
const nextMinute = (ms: number): number => (Math.floor(ms / MINUTE_MS) + 1) * MINUTE_MS;
