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
  /** Something was away, but nothing of what is drawn is missing: it is told, and breaks no line. */
  faint?: boolean;
}

/** Recharts draws hundreds of points well and thousands badly (performance.md). */
export const MAX_POINTS = 300;

/** How the lines are drawn: those that hold a value until the next hold it up to a hole's edge. */
export interface Lines {
  ids: readonly string[];
  steps?: readonly string[];
}

/**
 * Breaks the lines where two rows are further apart than `gapAfter`, and at every hole that isn't faint, and tells
 * where: a line across an outage would be a lie. A gap that a hole explains has the hole's reason.
 */
export function withHoles(
  rows: readonly Row[],
  { ids, steps = [] }: Lines,
  gapAfter: number | undefined,
  known: readonly Hole[] = [],
): { rows: Row[]; holes: Hole[] } {
  const out: Row[] = [];
  const gaps: Hole[] = [];
  const breaking = known.filter(({ faint }) => !faint);
  let before: Row | undefined;
  for (const row of rows) {
    if (before) {
      const [from, to] = [before.x, row.x];
      const hole = breaking.find((one) => one.from < to && one.to > from);
      const gap = gapAfter !== undefined && to - from > gapAfter;
      if (gap) gaps.push({ from, to, reason: hole?.reason ?? "No data" });
      if (gap || hole) out.push(...broken(before, row, gap ? undefined : hole, { ids, steps }));
    }
    out.push(row);
    before = row;
  }
  const told = known.filter((hole) => !gaps.some((gap) => gap.from <= hole.from && gap.to >= hole.to));
  return { rows: out, holes: [...told, ...gaps] };
}

/** What stands between two rows so that no line joins them. */
function broken(before: Row, after: Row, hole: Hole | undefined, { ids, steps = [] }: Lines): Row[] {
  const edge = hole ? Math.min(Math.max(hole.from, before.x), after.x) : before.x;
  const empty: Row = { x: (edge + after.x) / 2 };
  for (const id of ids) empty[id] = null;
  if (edge <= before.x || steps.length === 0) return [empty];
  const held: Row = { ...empty, x: edge };
  for (const id of steps) held[id] = before[id] ?? null;
  return [held, empty];
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

/** The place of the row that is nearest to an `x`, of rows in the order of theirs; -1 without any. */
export function nearestRow(rows: readonly Row[], x: number): number {
  let [low, high] = [0, rows.length - 1];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((rows[middle] as Row).x < x) low = middle + 1;
    else high = middle;
  }
  const [before, after] = [rows[low - 1], rows[low]];
  return before && after && x - before.x <= after.x - x ? low - 1 : Math.min(low, rows.length - 1);
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
