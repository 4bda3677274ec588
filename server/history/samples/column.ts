import type { FleetColumn } from "#lib/telemetry/fleet-history";
import type { Rollup } from "#lib/telemetry/rollup";

const HEAD_BYTES = 16;
const ROBOT_BYTES = 16;

/**
 * A column holds what all robots measured of one metric in one stretch of time, as bytes: min and max of the single
 * samples as float64; then the sums of all robots as float64, their numbers and their counts of samples as uint32.
 * Little-endian, as every machine that Node runs on.
 */
export function readColumn(bytes: Uint8Array): FleetColumn {
  const robots = (bytes.length - HEAD_BYTES) / ROBOT_BYTES;
  if (!Number.isInteger(robots) || robots < 1) throw new RangeError(`A column of ${bytes.length} bytes`);
  const aligned = bytes.byteOffset % 8 === 0 ? bytes : bytes.slice();
  const at = (offset: number) => aligned.byteOffset + offset;
  const [min = 0, max = 0] = new Float64Array(aligned.buffer, at(0), 2);
  return {
    min,
    max,
    sums: new Float64Array(aligned.buffer, at(HEAD_BYTES), robots),
    robots: new Uint32Array(aligned.buffer, at(HEAD_BYTES + 8 * robots), robots),
    counts: new Uint32Array(aligned.buffer, at(HEAD_BYTES + 12 * robots), robots),
  };
}

/** A column that is being filled, with what it held before. */
export function createColumn(before: Uint8Array | null) {
  const places = new Map<number, number>();
  const sums: number[] = [];
  const counts: number[] = [];
  let min = Number.POSITIVE_INFINITY;
  let max = Number.NEGATIVE_INFINITY;

  function take(robot: number, sum: number, count: number): void {
    const place = places.get(robot);
    if (place === undefined) {
      places.set(robot, sums.push(sum) - 1);
      counts.push(count);
      return;
    }
    sums[place] = (sums[place] ?? 0) + sum;
    counts[place] = (counts[place] ?? 0) + count;
  }

  if (before) {
    const column = readColumn(before);
    ({ min, max } = column);
    for (let index = 0; index < column.robots.length; index++)
      take(column.robots[index] ?? 0, column.sums[index] ?? 0, column.counts[index] ?? 0);
  }
  return {
    add(robot: number, rollup: Rollup): void {
      take(robot, rollup.mean * rollup.count, rollup.count);
      min = Math.min(min, rollup.min);
      max = Math.max(max, rollup.max);
    },
    bytes(): Uint8Array {
      const robots = places.size;
      const buffer = new ArrayBuffer(HEAD_BYTES + ROBOT_BYTES * robots);
      new Float64Array(buffer, 0, 2).set([min, max]);
      new Float64Array(buffer, HEAD_BYTES, robots).set(sums);
      new Uint32Array(buffer, HEAD_BYTES + 8 * robots, robots).set([...places.keys()]);
      new Uint32Array(buffer, HEAD_BYTES + 12 * robots, robots).set(counts);
      return new Uint8Array(buffer);
    },
  };
}
