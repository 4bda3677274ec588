/** One place on the x axis and each series' value there; null breaks the line. */
export interface Row {
  x: number;
  [series: string]: number | null;
}

/** A stretch without data. */
export interface Hole {
  from: number;
  to: number;
  reason: string;
}

/** Recharts draws hundreds of points well and thousands badly (performance.md). */
export const MAX_POINTS = 300;

/**
 * Breaks the lines where two rows are further apart than `gapAfter`, and tells where:
 * a line across an outage would be a lie.
 */
export function withHoles(
  rows: readonly Row[],
  ids: readonly string[],
  gapAfter: number | undefined,
): { rows: Row[]; holes: Hole[] } {
  const out: Row[] = [];
  const holes: Hole[] = [];
  for (const row of rows) {
    const before = out.at(-1);
    if (before && gapAfter !== undefined && row.x - before.x > gapAfter) {
      holes.push({ from: before.x, to: row.x, reason: "No data" });
      const empty: Row = { x: (before.x + row.x) / 2 };
      for (const id of ids) empty[id] = null;
      out.push(empty);
    }
    out.push(row);
  }
  return { rows: out, holes };
}

/** At most about `max` rows: of every stretch each series' lowest and highest, so that no spike is lost. */
export function thin(rows: readonly Row[], ids: readonly string[], max = MAX_POINTS): readonly Row[] {
  if (rows.length <= max || ids.length === 0) return rows;
  const perBucket = 2 * ids.length;
  const buckets = Math.max(1, Math.floor(max / perBucket));
  const size = rows.length / buckets;
  const kept: Row[] = [];
  for (let bucket = 0; bucket < buckets; bucket++) {
    const part = rows.slice(Math.floor(bucket * size), Math.floor((bucket + 1) * size));
    const chosen = new Set<Row>();
    for (const id of ids) for (const row of extremes(part, id)) chosen.add(row);
    for (const row of part) if (chosen.has(row)) kept.push(row);
  }
  return kept;
}

function extremes(part: readonly Row[], id: string): Row[] {
  let low: Row | undefined;
  let high: Row | undefined;
  let broken: Row | undefined;
  for (const row of part) {
    const value = row[id];
    if (typeof value !== "number") {
      broken ??= row;
      continue;
    }
    if (!low || value < (low[id] as number)) low = row;
    if (!high || value > (high[id] as number)) high = row;
  }
  return [low, high, broken].filter((row) => row !== undefined);
}

/** Lowest and highest value over all series; null without any. */
export function rangeOf(rows: readonly Row[], ids: readonly string[]): [number, number] | null {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (const row of rows)
    for (const id of ids) {
      const value = row[id];
      if (typeof value !== "number") continue;
      low = Math.min(low, value);
      high = Math.max(high, value);
    }
  return low <= high ? [low, high] : null;
}
