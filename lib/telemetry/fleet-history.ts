import { medianOf } from "../statistics.ts";
import type { FleetPoint, Outlier } from "./api-history.ts";
import type { Rollup } from "./rollup.ts";

const OUTLIERS = 5;
/** In widths of the band: a robot that is only noisy stays well under it. */
const OUTLYING = 0.25;
/** A band is taken as at least so wide, in parts of how far it moves: robots that all do the same differ by nothing. */
const NARROWEST = 0.1;

interface Course {
  /** Sum and count of the samples of each step. */
  sums: Float64Array;
  counts: Float64Array;
}

/** Brings the rollups of many robots together, one metric, in steps; `steps` of them from `from` on. */
export function createFleetFold<Robot>({ from, step, steps }: { from: number; step: number; steps: number }) {
  const courses = new Map<Robot, Course>();
  const lowest = new Float64Array(steps).fill(Number.POSITIVE_INFINITY);
  const highest = new Float64Array(steps).fill(Number.NEGATIVE_INFINITY);

  function courseOf(robot: Robot): Course {
    let course = courses.get(robot);
    if (!course) {
      course = { sums: new Float64Array(steps), counts: new Float64Array(steps) };
      courses.set(robot, course);
    }
    return course;
  }

  return {
    /** What lies outside the window is left out. */
    add(robot: Robot, { at, min, mean, max, count }: Rollup): void {
      const index = Math.floor((at - from) / step);
      if (index < 0 || index >= steps) return;
      const { sums, counts } = courseOf(robot);
      sums[index] = (sums[index] ?? 0) + mean * count;
      counts[index] = (counts[index] ?? 0) + count;
      lowest[index] = Math.min(lowest[index] ?? min, min);
      highest[index] = Math.max(highest[index] ?? max, max);
    },
    result(): {
      robots: number;
      points: FleetPoint[];
      outliers: (Omit<Outlier, "robot_id"> & { robot: Robot })[];
    } {
      const points: FleetPoint[] = [];
      const bands = new Map<number, FleetPoint>();
      for (let index = 0; index < steps; index++) {
        const means = meansAt(courses.values(), index);
        if (means.length === 0) continue;
        const point = {
          at: from + index * step,
          robots: means.length,
          min: lowest[index] ?? 0,
          p10: quantile(means, 0.1),
          median: quantile(means, 0.5),
          p90: quantile(means, 0.9),
          max: highest[index] ?? 0,
        };
        points.push(point);
        bands.set(index, point);
      }
      return { robots: courses.size, points, outliers: outliersOf(courses, bands) };
    },
  };
}

function meansAt(courses: Iterable<Course>, index: number): Float64Array {
  const means: number[] = [];
  for (const { sums, counts } of courses) {
    const count = counts[index] ?? 0;
    if (count > 0) means.push((sums[index] ?? 0) / count);
  }
  return Float64Array.from(means).sort();
}

/** Between the two values that are nearest, as spreadsheets do it. `sorted` holds at least one. */
export function quantile(sorted: ArrayLike<number>, share: number): number {
  const place = (sorted.length - 1) * share;
  const below = sorted[Math.floor(place)] ?? 0;
  const above = sorted[Math.ceil(place)] ?? below;
  return below + (above - below) * (place - Math.floor(place));
}

function outliersOf<Robot>(courses: Map<Robot, Course>, bands: Map<number, FleetPoint>) {
  const all = [...bands.values()];
  const moves = Math.max(...all.map(({ p90 }) => p90)) - Math.min(...all.map(({ p10 }) => p10));
  const width = Math.max(medianOf(all.map(({ p10, p90 }) => p90 - p10)) ?? 0, NARROWEST * moves);
  return [...courses]
    .map(([robot, course]) => ({ robot, course, distance: distanceOf(course, bands) }))
    .filter(({ distance }) => distance > width * OUTLYING)
    .sort((a, b) => b.distance - a.distance)
    .slice(0, OUTLIERS)
    .map(({ robot, course, distance }) => ({ robot, distance, points: pointsOf(course, bands) }));
}

// Root mean square: a robot that was far out once counts as well as one that is a little out all the time.
function distanceOf({ sums, counts }: Course, bands: Map<number, FleetPoint>): number {
  let squares = 0;
  let known = 0;
  for (const [index, { p10, p90 }] of bands) {
    const count = counts[index] ?? 0;
    if (count === 0) continue;
    const mean = (sums[index] ?? 0) / count;
    squares += Math.max(0, mean - p90, p10 - mean) ** 2;
    known += 1;
  }
  return known === 0 ? 0 : Math.sqrt(squares / known);
}

const pointsOf = ({ sums, counts }: Course, bands: Map<number, FleetPoint>): Outlier["points"] =>
  [...bands].flatMap(([index, { at }]) => {
    const count = counts[index] ?? 0;
    return count > 0 ? [{ at, mean: (sums[index] ?? 0) / count }] : [];
  });
