import { medianOf } from "../statistics.ts";
import type { FleetPoint, Outlier } from "./api-history.ts";
import type { Rollup } from "./rollup.ts";
import { selectInPlace } from "./select.ts";

const OUTLIERS = 5;
/** In widths of the band: a robot that is only noisy stays well under it. */
const OUTLYING = 0.25;
/** A band is taken as at least so wide, in parts of how far it moves: robots that all do the same differ by nothing. */
const NARROWEST = 0.1;

/** What all robots measured of one metric in one stretch: extremes of single samples, and each robot's sum and count. */
export interface FleetColumn {
  min: number;
  max: number;
  robots: Uint32Array;
  sums: Float64Array;
  counts: Uint32Array;
}

/** One step of the window: sum and count of each robot's samples, by the robot's place. */
interface Step {
  sums: Float64Array;
  counts: Uint32Array;
  lowest: number;
  highest: number;
}

/**
 * Brings what many robots measured together, one metric, in steps; `steps` of them from `from` on. What lies outside
 * the window is left out. A step lies in one piece, because its robots are sorted together.
 */
export function createFleetFold<Robot>({ from, step, steps }: { from: number; step: number; steps: number }) {
  const places = new Map<Robot | number, number>();
  const robots: (Robot | number)[] = [];
  const taken: (Step | undefined)[] = Array.from({ length: steps }, () => undefined);

  /** Columns mostly have their robots in the same order: `likely` spares the look. */
  function placeOf(robot: Robot | number, likely = 0): number {
    if (robots[likely] === robot) return likely;
    const known = places.get(robot);
    if (known !== undefined) return known;
    places.set(robot, robots.length);
    return robots.push(robot) - 1;
  }

  function areInPlace(column: Uint32Array): boolean {
    for (let place = 0; place < column.length; place++)
      if (placeOf(column[place] ?? 0, place) !== place) return false;
    return true;
  }

  function indexOf(at: number): number | null {
    const index = Math.floor((at - from) / step);
    return index < 0 || index >= steps ? null : index;
  }

  /** With room for all robots so far and `more`. */
  function stepAt(at: number, more: number): Step | null {
    const index = indexOf(at);
    if (index === null) return null;
    const needed = robots.length + more;
    const known = taken[index];
    if (known && known.counts.length >= needed) return known;
    const grown = {
      sums: new Float64Array(known ? needed * 2 : needed),
      counts: new Uint32Array(known ? needed * 2 : needed),
      lowest: known?.lowest ?? Number.POSITIVE_INFINITY,
      highest: known?.highest ?? Number.NEGATIVE_INFINITY,
    };
    if (known) grown.sums.set(known.sums);
    if (known) grown.counts.set(known.counts);
    taken[index] = grown;
    return grown;
  }

  function take(into: Step, place: number, sum: number, count: number): void {
    into.sums[place] = (into.sums[place] ?? 0) + sum;
    into.counts[place] = (into.counts[place] ?? 0) + count;
  }

  return {
    add(robot: Robot, { at, min, mean, max, count }: Rollup): void {
      const into = stepAt(at, 1);
      if (!into) return;
      take(into, placeOf(robot), mean * count, count);
      into.lowest = Math.min(into.lowest, min);
      into.highest = Math.max(into.highest, max);
    },
    /** Of robots that are numbers. What is given is the fold's from then on: most steps are one column, as it is. */
    addColumn(at: number, { min, max, robots: column, sums, counts }: FleetColumn): void {
      const index = indexOf(at);
      if (index !== null && !taken[index] && areInPlace(column)) {
        taken[index] = { sums, counts, lowest: min, highest: max };
        return;
      }
      const into = stepAt(at, column.length);
      if (!into) return;
      for (let index = 0; index < column.length; index++) {
        take(into, placeOf(column[index] ?? 0, index), sums[index] ?? 0, counts[index] ?? 0);
      }
      into.lowest = Math.min(into.lowest, min);
      into.highest = Math.max(into.highest, max);
    },
    result(): {
      robots: number;
      points: FleetPoint[];
      outliers: (Omit<Outlier, "robot_id"> & { robot: Robot | number })[];
    } {
      const scratch = new Float64Array(robots.length);
      const banded = taken.flatMap((one, index) =>
        one ? [{ ...one, band: bandOf(one, from + index * step, scratch) }] : [],
      );
      return {
        robots: robots.length,
        points: banded.map(({ band }) => band),
        outliers: outliersOf(banded, robots.length).map(({ place, ...outlier }) => ({
          robot: robots[place] as Robot | number,
          ...outlier,
        })),
      };
    },
  };
}

type Banded = Step & { band: FleetPoint };

function bandOf({ sums, counts, lowest, highest }: Step, at: number, scratch: Float64Array): FleetPoint {
  let robots = 0;
  for (let place = 0; place < counts.length; place++) {
    const count = counts[place] ?? 0;
    if (count > 0) scratch[robots++] = (sums[place] ?? 0) / count;
  }
  const means = scratch.subarray(0, robots);
  placeQuantiles(means, [0.5, 0.1, 0.9]);
  return {
    at,
    robots,
    min: lowest,
    p10: quantile(means, 0.1),
    median: quantile(means, 0.5),
    p90: quantile(means, 0.9),
    max: highest,
  };
}

/** Puts the values that the quantiles lie between in their places, as if all were sorted. */
function placeQuantiles(means: Float64Array, shares: readonly number[]): void {
  const placed: number[] = [];
  for (const share of shares)
    for (const place of nearest(means.length, share)) {
      // What is placed already parts the rest.
      const low = Math.max(0, ...placed.filter((one) => one < place).map((one) => one + 1));
      const high = Math.min(means.length - 1, ...placed.filter((one) => one > place).map((one) => one - 1));
      if (!placed.includes(place)) selectInPlace(means, place, low, high);
      placed.push(place);
    }
}

const nearest = (length: number, share: number): [below: number, above: number] => [
  Math.floor((length - 1) * share),
  Math.ceil((length - 1) * share),
];

/** Between the two values that are nearest, as spreadsheets do it. `sorted` holds at least one. */
export function quantile(sorted: ArrayLike<number>, share: number): number {
  const place = (sorted.length - 1) * share;
  const below = sorted[Math.floor(place)] ?? 0;
  const above = sorted[Math.ceil(place)] ?? below;
  return below + (above - below) * (place - Math.floor(place));
}

function outliersOf(banded: readonly Banded[], robots: number) {
  const bands = banded.map(({ band }) => band);
  const moves = Math.max(...bands.map(({ p90 }) => p90)) - Math.min(...bands.map(({ p10 }) => p10));
  const width = Math.max(medianOf(bands.map(({ p10, p90 }) => p90 - p10)) ?? 0, NARROWEST * moves);
  return Array.from(distancesOf(banded, robots), (distance, place) => ({ place, distance }))
    .filter(({ distance }) => distance > width * OUTLYING)
    .sort((a, b) => b.distance - a.distance)
    .slice(0, OUTLIERS)
    .map(({ place, distance }) => ({ place, distance, points: pointsOf(place, banded) }));
}

// Root mean square: a robot that was far out once counts as well as one that is a little out all the time.
function distancesOf(banded: readonly Banded[], robots: number): Float64Array {
  const squares = new Float64Array(robots);
  const known = new Uint32Array(robots);
  for (const {
    sums,
    counts,
    band: { p10, p90 },
  } of banded)
    for (let place = 0; place < Math.min(counts.length, robots); place++) {
      const count = counts[place] ?? 0;
      if (count === 0) continue;
      const mean = (sums[place] ?? 0) / count;
      if (mean > p90 || mean < p10)
        squares[place] = (squares[place] ?? 0) + Math.max(mean - p90, p10 - mean) ** 2;
      known[place] = (known[place] ?? 0) + 1;
    }
  return squares.map((sum, place) => ((known[place] ?? 0) === 0 ? 0 : Math.sqrt(sum / (known[place] ?? 1))));
}

const pointsOf = (place: number, banded: readonly Banded[]): Outlier["points"] =>
  banded.flatMap(({ sums, counts, band: { at } }) => {
    const count = counts[place] ?? 0;
    return count > 0 ? [{ at, mean: (sums[place] ?? 0) / count }] : [];
  });
