import type { Band } from "../../lib/history/holes.ts";
import type { MetricHistory } from "../../lib/telemetry/api-history.ts";
import type { Hole, Row } from "../chart/rows.ts";

/** The points of an answer as a chart has them, each in the middle of its step. */
export const historyRows = <P extends { at: number }>(
  points: readonly P[],
  step: number,
  valuesOf: (point: P) => Record<string, number>,
): Row[] => points.map((point) => ({ x: point.at + step / 2, ...valuesOf(point) }));

export const rollupRows = ({ points, step_seconds }: MetricHistory): Row[] =>
  historyRows(points, step_seconds, ({ mean, min, max }) => ({ mean, min, max }));

/** Lines are broken where at least one step has nothing. */
export const gapAfter = (step: number): number => 1.5 * step;

/**
 * Where a chart has nothing, and why. Of what is known, that which is at least a step long and hid something; at both
 * edges, what nothing explains.
 */
export function historyHoles(
  rows: readonly Row[],
  known: readonly Band[],
  { from, to, step }: { from: number; to: number; step: number },
  silence: string,
): Hole[] {
  const told = known
    .filter((band) => band.to - band.from >= step)
    .map((band) => besideRows(rows, band, step))
    .filter((band) => band.to > band.from && !rows.some(({ x }) => x > band.from && x < band.to));
  const [first, last] = [rows[0], rows.at(-1)];
  const edges = [
    { from, to: first ? first.x - step / 2 : to, reason: "No sample was kept" },
    { from: last ? last.x + step / 2 : to, to, reason: silence },
  ];
  return [
    ...told,
    ...edges.filter(
      (edge) =>
        edge.to - edge.from >= step && !told.some((band) => band.from < edge.to && band.to > edge.from),
    ),
  ];
}

/** A stretch without the step in which it begins, and that in which it ends, where something was measured in them. */
function besideRows(rows: readonly Row[], band: Band, step: number): Band {
  const half = step / 2;
  const first = rows.find(({ x }) => x > band.from && x - half <= band.from);
  const last = rows.find(({ x }) => x < band.to && x + half >= band.to);
  return { ...band, from: first ? first.x + half : band.from, to: last ? last.x - half : band.to };
}
