import { STANDARD_METRICS } from "./standard-metrics.ts";

/** A point as the live view keeps it; `at` is the receive time in Unix seconds. */
interface Point {
  at: number;
  metrics: Record<string, number>;
}

export type MetricRow = { x: number; value: number | null };

/** Robot charts break their lines where nothing came for longer than this: a line across would be a lie. */
export const GAP_SECONDS = 10;

/** One metric over time. Points that don't carry it are left out: a robot may send its metrics in turns. */
export function metricRows(points: readonly Point[], metric: string): MetricRow[] {
  return points.flatMap(({ at, metrics }) => {
    const value = metrics[metric];
    return typeof value === "number" ? [{ x: at, value }] : [];
  });
}

/** The metrics beyond the four that every robot may report, by name. */
export function customMetrics(
  points: readonly Point[],
  latest: Record<string, number> | undefined,
): string[] {
  const standard = new Set<string>(STANDARD_METRICS);
  const names = new Set(Object.keys(latest ?? {}));
  for (const { metrics } of points) for (const name of Object.keys(metrics)) names.add(name);
  return [...names].filter((name) => !standard.has(name)).sort();
}

/** The stretch from the last point to now, when it is long enough to be told. */
export function openGap(lastAt: number | undefined, now: number, reason: string) {
  return lastAt !== undefined && now - lastAt > GAP_SECONDS ? [{ from: lastAt, to: now, reason }] : [];
}

/** A metric's points for a sparkline, broken at the same gaps. */
export function sparkPoints(
  points: readonly Point[],
  metric: string,
  max = 150,
): { x: number; y: number | null }[] {
  const rows = metricRows(points, metric);
  const every = Math.max(1, Math.ceil(rows.length / max));
  const out: { x: number; y: number | null }[] = [];
  let before: number | null = null;
  rows.forEach((row, index) => {
    if (before !== null && row.x - before > GAP_SECONDS) out.push({ x: row.x, y: null });
    before = row.x;
    if (index % every === 0 || index === rows.length - 1) out.push({ x: row.x, y: row.value });
  });
  return out;
}
