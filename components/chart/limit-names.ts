import type { Threshold } from "./line-chart.tsx";
import type { Place } from "./place.ts";

interface NamePlace {
  threshold: Threshold;
  /** Where its text begins, and its base line. */
  x: number;
  y: number;
}

const TEXT_PX = 13;
const ABOVE_PX = -5;
const BELOW_PX = 14;
/** As wide as the longest name. */
const ASIDE_PX = 136;

/** Where the names of dashed lines stand, so that none lies on another: above its line, else below it, else further right. */
export function namePlaces(thresholds: readonly Threshold[], { left, top, bottom, toY }: Place): NamePlace[] {
  const placed: NamePlace[] = [];
  const isFree = ({ x, y }: { x: number; y: number }) =>
    y - TEXT_PX >= top - TEXT_PX / 2 &&
    y <= bottom &&
    placed.every((other) => other.x !== x || Math.abs(other.y - y) >= TEXT_PX);
  for (const threshold of thresholds.toSorted((a, b) => b.value - a.value)) {
    const y = toY(threshold.value);
    const places = [left + 2, left + 2 + ASIDE_PX].flatMap((x) =>
      [ABOVE_PX, BELOW_PX].map((by) => ({ x, y: y + by })),
    );
    const free = places.find(isFree);
    if (free) placed.push({ threshold, ...free });
  }
  return placed;
}
