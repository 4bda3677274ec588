"use client";

import { usePlotArea, useXAxisScale, useYAxisScale } from "recharts";
import type { Row } from "./rows.ts";

/** From where to where values went in each step: its rows hold both ends. */
export interface Range {
  low: string;
  high: string;
  name: string;
  color: string;
  opacity: number;
}

interface RangeBarsProps {
  rows: readonly Row[];
  range: Range;
  /** Width of a step on the x axis; rows stand in its middle. */
  step: number;
  /** Ends of the y axis. */
  yRange: readonly [number, number];
}

/** Thinner, one that stands out alone is not seen. */
const THINNEST_PX = 2;

/**
 * A bar for each step, side by side a band: a single value that stood out is seen at any width, and nothing is drawn
 * where nothing came.
 */
export function RangeBars({ rows, range, step, yRange: [bottom, top] }: RangeBarsProps) {
  const toX = useXAxisScale();
  const toY = useYAxisScale();
  const area = usePlotArea();
  if (!toX || !toY || !area) return null;
  const right = area.x + area.width;
  const place = (value: number) => Number(toY(Math.min(top, Math.max(bottom, value))));
  const bars = rows.flatMap((row) => {
    const [low, high] = [row[range.low], row[range.high]];
    if (typeof low !== "number" || typeof high !== "number") return [];
    const [middle, half] = [
      Number(toX(row.x)),
      Math.max(THINNEST_PX, Number(toX(step)) - Number(toX(0))) / 2,
    ];
    const [from, to] = [Math.max(area.x, middle - half), Math.min(right, middle + half)];
    if (!(to > from)) return [];
    const y = place(high);
    return [
      `M${from.toFixed(1)} ${y.toFixed(1)}H${to.toFixed(1)}V${(place(low) + 0.5).toFixed(1)}H${from.toFixed(1)}z`,
    ];
  });
  return <path d={bars.join("")} fill={range.color} fillOpacity={range.opacity} data-range={range.name} />;
}
