import type { Place } from "./place.ts";

interface Point {
  id: string;
  x: number;
  y: number;
}

/** A mark of 7 px is hard to hit. */
export const NEAR_PX = 12;

/** The point that is meant by a place in the drawing; undefined where none is near. */
export function nearestOf<P extends Point>(
  points: readonly P[],
  { toX, toY }: Pick<Place, "toX" | "toY">,
  at: { x: number; y: number },
): P | undefined {
  let nearest: P | undefined;
  let least = NEAR_PX;
  for (const point of points) {
    const far = Math.hypot(toX(point.x) - at.x, toY(point.y) - at.y);
    if (far > least) continue;
    nearest = point;
    least = far;
  }
  return nearest;
}

const FAR = 10;

/** The place among `count` that a key leads to from `at`; -1 is none in hand, then the newest is first. Null for other keys. */
export function stepped(key: string, at: number, count: number): number | null {
  const here = at < 0 ? count : at;
  const steps: Record<string, number> = {
    ArrowLeft: here - 1,
    ArrowRight: here + 1,
    PageDown: here - FAR,
    PageUp: here + FAR,
    Home: 0,
    End: count - 1,
  };
  const to = Object.hasOwn(steps, key) ? steps[key] : undefined;
  return to === undefined || count === 0 ? null : Math.min(count - 1, Math.max(0, to));
}
