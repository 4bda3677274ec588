/** What a metric did in a stretch of time. `at` is the stretch's begin, Unix seconds. */
export interface Rollup {
  at: number;
  min: number;
  mean: number;
  max: number;
  last: number;
  /** Values in it, at least one. */
  count: number;
}

/** Both stretches as one; `later` came after `earlier`. */
export const joined = (earlier: Rollup, later: Rollup): Rollup => {
  const count = earlier.count + later.count;
  return {
    at: earlier.at,
    min: Math.min(earlier.min, later.min),
    mean: earlier.mean + (later.mean - earlier.mean) * (later.count / count),
    max: Math.max(earlier.max, later.max),
    last: later.last,
    count,
  };
};

/** Joins what falls into the same step of `seconds`, in the order of time. `rollups` come in the order of arrival. */
export function inSteps(rollups: Iterable<Rollup>, seconds: number): Rollup[] {
  const steps = new Map<number, Rollup>();
  for (const rollup of rollups) {
    const at = Math.floor(rollup.at / seconds) * seconds;
    const before = steps.get(at);
    steps.set(at, before ? joined(before, rollup) : { ...rollup, at });
  }
  return [...steps.values()].sort((a, b) => a.at - b.at);
}
