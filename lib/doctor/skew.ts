import type { Skew } from "./report.ts";

/** Beyond this a clock is wrong, or the event came late. */
export const CLOCK_LIMIT_SECONDS = 60;

/** Counted in buckets of fixed size on a logarithmic scale, so that the middle is known without keeping the values. */
export interface SkewTally {
  count: number;
  min: number;
  max: number;
  ahead: number;
  behind: number;
  /** Bucket (negative: behind, 0: under a millisecond) → events. At most 2 × 80. */
  buckets: Record<string, number>;
}

const PER_DECADE = 8;
const FINEST_SECONDS = 0.001;
// 10 decades above a millisecond: 4 months. What is further off is one bucket.
const LAST_BUCKET = 10 * PER_DECADE;

export const emptySkew = (): SkewTally => ({ count: 0, min: 0, max: 0, ahead: 0, behind: 0, buckets: {} });

/** `seconds` is the event's time less the stream's: positive is ahead. */
export function addSkew(tally: SkewTally, seconds: number): void {
  if (tally.count === 0 || seconds < tally.min) tally.min = seconds;
  if (tally.count === 0 || seconds > tally.max) tally.max = seconds;
  tally.count++;
  if (seconds > CLOCK_LIMIT_SECONDS) tally.ahead++;
  else if (seconds < -CLOCK_LIMIT_SECONDS) tally.behind++;
  const bucket = bucketOf(seconds);
  tally.buckets[bucket] = (tally.buckets[bucket] ?? 0) + 1;
}

/** Null without any event that carried a time. */
export function skewOf({ count, min, max, ahead, behind, buckets }: SkewTally): Skew | null {
  if (count === 0) return null;
  const sorted = Object.entries(buckets)
    .map(([bucket, events]): [bucket: number, events: number] => [Number(bucket), events])
    .sort(([a], [b]) => a - b);
  let before = 0;
  let median = 0;
  for (const [bucket, events] of sorted) {
    median = middleOf(bucket);
    before += events;
    if (before >= count / 2) break;
  }
  return { count, median: Math.min(max, Math.max(min, median)), min, max, ahead, behind };
}

function bucketOf(seconds: number): number {
  const size = Math.abs(seconds);
  if (size < FINEST_SECONDS) return 0;
  const bucket = Math.min(LAST_BUCKET, 1 + Math.floor(PER_DECADE * Math.log10(size / FINEST_SECONDS)));
  return seconds < 0 ? -bucket : bucket;
}

// The geometric middle of a bucket: off by at most 15 %.
function middleOf(bucket: number): number {
  if (bucket === 0) return 0;
  const size = FINEST_SECONDS * 10 ** ((Math.abs(bucket) - 0.5) / PER_DECADE);
  return Math.sign(bucket) * size;
}
