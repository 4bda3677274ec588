/** Something that was looked at again and again. */
export interface Sample {
  atMs: number;
  value: number;
}

/** By how much it grows in so many milliseconds: the slope of the straight line with the least squares. */
export function growthPer(ms: number, samples: readonly Sample[]): number {
  const mean = (of: (sample: Sample) => number) =>
    samples.reduce((sum, sample) => sum + of(sample), 0) / samples.length;
  const midMs = mean(({ atMs }) => atMs);
  const middle = mean(({ value }) => value);
  const along = mean(({ atMs, value }) => (atMs - midMs) * (value - middle));
  return (along / mean(({ atMs }) => (atMs - midMs) ** 2)) * ms;
}

/**
 * The lowest of each so many milliseconds, in order; what is left at the end is no whole span and left out. Memory goes up
 * until it is collected: what is needed for good is what is left then.
 */
export function floors(spanMs: number, samples: readonly Sample[]): Sample[] {
  const beginMs = samples[0]?.atMs ?? 0;
  const spans = Math.floor(((samples.at(-1)?.atMs ?? 0) - beginMs) / spanMs);
  return Array.from({ length: spans }, (_, n) => {
    const within = samples.filter(({ atMs }) => Math.floor((atMs - beginMs) / spanMs) === n);
    return within.reduce((lowest, one) => (one.value < lowest.value ? one : lowest));
  });
}
