/** So many failures within a minute, then no more (reliability.md, D16). */
export const FAILURES_ALLOWED = 10;
export const FAILURES_WINDOW_MS = 60_000;
/** More keys than this are not remembered: the oldest are forgotten. */
const KEYS_KEPT = 10_000;

/** Failures of the last minute by whose they were. `now` is in milliseconds of a monotonic clock. */
export function createFailures(now: () => number = performance.now.bind(performance)) {
  const byKey = new Map<string, number[]>();

  function recent(key: string): number[] {
    const since = now() - FAILURES_WINDOW_MS;
    return (byKey.get(key) ?? []).filter((at) => at > since);
  }

  return {
    add(key: string): void {
      const times = [...recent(key), now()].slice(-FAILURES_ALLOWED);
      // Put anew, so that the map stays in the order of the latest failures.
      byKey.delete(key);
      byKey.set(key, times);
      const oldest = byKey.size > KEYS_KEPT ? byKey.keys().next().value : undefined;
      if (oldest !== undefined) byKey.delete(oldest);
    },
    forget: (key: string): void => void byKey.delete(key),
    /** Whole seconds until one more is looked at; 0 when that is now. */
    waitSeconds(key: string): number {
      const times = recent(key);
      if (times.length < FAILURES_ALLOWED) return 0;
      return Math.max(1, Math.ceil(((times[0] ?? 0) + FAILURES_WINDOW_MS - now()) / 1000));
    },
  };
}

export type Failures = ReturnType<typeof createFailures>;
