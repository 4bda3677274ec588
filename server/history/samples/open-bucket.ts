import type { Rollup } from "#lib/telemetry/rollup";
import { METRICS_KEPT } from "#lib/telemetry/sample";

const FIRST_CAPACITY = 256;

/** One robot's metric, as the thread is told it once; afterwards its number stands for it. */
export type SeriesName = readonly [robot: string, metric: string];

/** What was measured in a bucket: of each series in it its number, count, min, mean, max and last. */
export interface Bucket {
  /** Its begin, Unix seconds. */
  at: number;
  series: Uint32Array;
  counts: Uint32Array;
  /** Four for each series. */
  values: Float64Array;
}

/**
 * The bucket that is being filled. A sample costs a few additions: what is kept of it is made and written elsewhere,
 * once a bucket is over.
 */
export function createOpenBucket() {
  let names: SeriesName[] = [];
  const robots = new Map<string, Map<string, number>>();
  let capacity = FIRST_CAPACITY;
  let counts = new Uint32Array(capacity);
  let values = new Float64Array(capacity * 4);
  /** Series with a sample in this bucket. */
  let touched: number[] = [];

  function grow(): void {
    capacity *= 2;
    const [oldCounts, oldValues] = [counts, values];
    counts = new Uint32Array(capacity);
    values = new Float64Array(capacity * 4);
    counts.set(oldCounts);
    values.set(oldValues);
  }

  function seriesOf(robotId: string, own: Map<string, number>, metric: string): number {
    const known = own.get(metric);
    if (known !== undefined) return known;
    // One that names its metrics anew each time must not grow without bound.
    if (own.size >= METRICS_KEPT) return -1;
    const series = names.length;
    if (series === capacity) grow();
    names.push([robotId, metric]);
    own.set(metric, series);
    return series;
  }

  const rollupOf = (series: number, at: number): Rollup => {
    const count = counts[series] ?? 0;
    const [min = 0, sum = 0, max = 0, last = 0] = values.subarray(series * 4, series * 4 + 4);
    return { at, count, min, mean: sum / count, max, last };
  };

  return {
    add(robotId: string, metrics: Record<string, number>): void {
      let own = robots.get(robotId);
      if (!own) {
        own = new Map();
        robots.set(robotId, own);
      }
      for (const metric in metrics) {
        const value = metrics[metric] ?? 0;
        const series = seriesOf(robotId, own, metric);
        if (series < 0) continue;
        const place = series * 4;
        const count = counts[series] ?? 0;
        counts[series] = count + 1;
        if (count === 0) touched.push(series);
        if (count === 0 || value < (values[place] ?? 0)) values[place] = value;
        values[place + 1] = count === 0 ? value : (values[place + 1] ?? 0) + value;
        if (count === 0 || value > (values[place + 2] ?? 0)) values[place + 2] = value;
        values[place + 3] = value;
      }
    },
    /** Ends the bucket that began `at`: what was in it, null when that is nothing. */
    end(at: number): Bucket | null {
      if (touched.length === 0) return null;
      const series = Uint32Array.from(touched);
      const bucket = {
        at,
        series,
        counts: new Uint32Array(series.length),
        values: new Float64Array(series.length * 4),
      };
      series.forEach((one, index) => {
        const { count, min, mean, max, last } = rollupOf(one, at);
        bucket.counts[index] = count;
        bucket.values.set([min, mean, max, last], index * 4);
        counts[one] = 0;
      });
      touched = [];
      return bucket;
    },
    /** Of one metric, by robot, what is in the bucket that began `at`. */
    *of(metric: string, at: number): Generator<[robotId: string, Rollup]> {
      for (const series of touched) {
        const name = names[series];
        if (name?.[1] === metric) yield [name[0], rollupOf(series, at)];
      }
    },
    /** What each series' number stands for. */
    names: (): readonly SeriesName[] => names,
    /** Series are numbered anew, so that what robots no longer send costs nothing. Only after `end`. */
    forget(): void {
      names = [];
      robots.clear();
    },
  };
}
