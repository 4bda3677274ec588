import { MARGIN, X_HEIGHT } from "./axes.ts";

/** Where a plain SVG over time draws, and where a value stands in it. */
export interface Place {
  left: number;
  right: number;
  top: number;
  bottom: number;
  toX: (seconds: number) => number;
  toY: (value: number) => number;
}

interface PlaceOptions {
  width: number;
  height: number;
  /** Room for the labels of the y axis. */
  left: number;
  /** Unix seconds. */
  from: number;
  to: number;
  /** Values at the lower and the upper end. */
  low: number;
  high: number;
  log?: boolean;
}

export function placeOf({ width, height, left, from, to, low, high, log }: PlaceOptions): Place {
  const [right, top, bottom] = [width - MARGIN.right, MARGIN.top, height - MARGIN.bottom - X_HEIGHT];
  const scaled = log ? Math.log10 : (value: number) => value;
  const share = (value: number) => (scaled(value) - scaled(low)) / (scaled(high) - scaled(low) || 1);
  return {
    left,
    right,
    top,
    bottom,
    toX: (seconds) => left + ((seconds - from) / Math.max(1, to - from)) * (right - left),
    toY: (value) => bottom - Math.min(1, share(value)) * (bottom - top),
  };
}
