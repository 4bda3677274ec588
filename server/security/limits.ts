/** Limits at the entrances (reliability.md, D16). */
export const MESSAGE_BYTES = 64 * 1024;
export const ROBOT_MESSAGES_PER_SECOND = 50;
export const ROBOT_BURST = 100;
/** A robot that goes on for this many refused messages is closed, and refused for a while. */
export const ROBOT_REFUSED_BEFORE_CLOSE = 200;
/** So many of them are forgiven: who is a little too fast is told so, and stays. */
export const ROBOT_REFUSED_FORGIVEN_PER_SECOND = 50;
export const ROBOT_BLOCKED_MS = 60_000;
/** A fleet that comes back after an outage arrives at once: so many handshakes of one address are let through first. */
export const HANDSHAKE_BURST = 1_000;

/** A token bucket: `take()` is true while there is room. `now` is in milliseconds of a monotonic clock. */
export function createBucket(
  perSecond: number,
  burst: number,
  now: () => number = performance.now.bind(performance),
) {
  let tokens = burst;
  let at = now();
  return {
    take(): boolean {
      const time = now();
      tokens = Math.min(burst, tokens + ((time - at) / 1000) * perSecond);
      at = time;
      if (tokens < 1) return false;
      tokens -= 1;
      return true;
    },
    isFull: (): boolean => tokens + ((now() - at) / 1000) * perSecond >= burst,
  };
}

export type Bucket = ReturnType<typeof createBucket>;

/** One bucket per key; those that are full again are forgotten, so that the map stays small. */
export function createBuckets(perSecond: number, burst: number, now?: () => number) {
  const buckets = new Map<string, Bucket>();
  return {
    take(key: string): boolean {
      if (buckets.size > 1000) for (const [old, bucket] of buckets) if (bucket.isFull()) buckets.delete(old);
      const bucket = buckets.get(key) ?? createBucket(perSecond, burst, now);
      buckets.set(key, bucket);
      return bucket.take();
    },
  };
}
