import type { Place } from "./place.ts";
import type { Row } from "./rows.ts";

/** From where to where values went in each step: its rows hold both ends. */
export interface Range {
  low: string;
  high: string;
  name: string;
  color: string;
  opacity: number;
}

/** Thinner, one that stands out alone is not seen. */
const THINNEST_PX = 2;

/**
 * A bar for each step, side by side a band: a single value that stood out is seen at any width, and nothing is drawn
 * where nothing came. `step` is a step's width on the x axis; rows stand in its middle.
 */
export function rangePath(
  rows: readonly Row[],
  { low, high }: Pick<Range, "low" | "high">,
  step: number,
  { left, right, bottom, toX, toY }: Place,
): string {
  const half = Math.max(THINNEST_PX, toX(step) - toX(0)) / 2;
  const bars = rows.flatMap((row) => {
    const [least, most] = [row[low], row[high]];
    if (typeof least !== "number" || typeof most !== "number") return [];
    const middle = toX(row.x);
    const [from, to] = [Math.max(left, middle - half), Math.min(right, middle + half)];
    if (!(to > from)) return [];
    const [upper, lower] = [Math.min(bottom, toY(most)), Math.min(bottom, toY(least)) + 0.5];
    return [
      `M${from.toFixed(1)} ${upper.toFixed(1)}H${to.toFixed(1)}V${lower.toFixed(1)}H${from.toFixed(1)}z`,
    ];
  });
  return bars.join("");
}
