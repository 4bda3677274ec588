import type { AlertState } from "../../../lib/alerts/state.ts";
import { isLow } from "../../../lib/alerts/track.ts";
import type { MetricHistory } from "../../../lib/telemetry/api-history.ts";
import { gapAfter } from "../../telemetry/history-rows.ts";

interface Point {
  x: number;
  y: number | null;
}

/** What a rule compared, step by step: of each the value nearest to its limit. A step without a sample breaks the line. */
export function alertPoints(
  { points, step_seconds }: Pick<MetricHistory, "points" | "step_seconds">,
  alert: Pick<AlertState, "kind">,
): Point[] {
  const low = isLow(alert);
  return points.flatMap(({ at, min, max }, n): Point[] => {
    const before = points[n - 1]?.at ?? at;
    const point = { x: at, y: low ? min : max };
    return at - before > gapAfter(step_seconds) ? [{ x: (before + at) / 2, y: null }, point] : [point];
  });
}
