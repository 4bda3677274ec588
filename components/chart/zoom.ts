import type { Row } from "./rows.ts";

/** A stretch of the x axis that is looked at, whatever comes meanwhile. */
export interface Zoom {
  from: number;
  to: number;
  /** The newest x when it began: what is beyond came since. */
  newest: number;
}

/** Fewer rows are no picture. */
const FEWEST_ROWS = 3;

/** Rows of a stretch, with one more on each side, so that lines go on to the edges. */
export function rowsIn<T extends Row>(
  rows: readonly T[],
  { from, to }: Pick<Zoom, "from" | "to">,
): readonly T[] {
  const first = rows.findIndex(({ x }) => x >= from);
  const last = rows.findLastIndex(({ x }) => x <= to);
  if (first === -1 || last === -1) return [];
  return rows.slice(Math.max(0, first - 1), last + 2);
}

/** How many rows came since a zoom began. */
export const newerThan = (rows: readonly Row[], { newest }: Zoom): number =>
  rows.filter(({ x }) => x > newest).length;

/** To a stretch of the rows; null when it is too narrow, or all of them. */
export function zoomTo(rows: readonly Row[], from: number, to: number, before: Zoom | null): Zoom | null {
  const [first, last] = [rows[0], rows.at(-1)];
  if (!first || !last || (from <= first.x && to >= last.x)) return null;
  const inside = rows.filter(({ x }) => x >= from && x <= to).length;
  if (inside < FEWEST_ROWS) return before;
  return { from, to, newest: before?.newest ?? last.x };
}

/** By so many rows to a side, or so many times as close, around its middle: what the buttons do. */
export function steppedZoom(
  rows: readonly Row[],
  before: Zoom | null,
  { factor = 1, shift = 0 }: { factor?: number; shift?: number },
): Zoom | null {
  if (rows.length === 0) return null;
  const [start, end] = before
    ? [rows.findIndex(({ x }) => x >= before.from), rows.findLastIndex(({ x }) => x <= before.to)]
    : [0, rows.length - 1];
  const count = Math.max(FEWEST_ROWS, Math.round((end - start + 1) * factor));
  const middle = (start + end) / 2 + shift * count;
  const from = Math.min(Math.max(0, Math.round(middle - (count - 1) / 2)), Math.max(0, rows.length - count));
  const to = Math.min(rows.length - 1, from + count - 1);
  return zoomTo(rows, rows[from]?.x ?? 0, rows[to]?.x ?? 0, before);
}
