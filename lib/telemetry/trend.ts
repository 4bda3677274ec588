import type { StandardMetric } from "./standard-metrics.ts";

/** How far back the line in a robot's row goes, and how much time one step of it is, in seconds: three of its pixels. */
export const TREND_SECONDS = 15 * 60;
export const TREND_STEP_SECONDS = 60;
export const TREND_STEPS = TREND_SECONDS / TREND_STEP_SECONDS;
/** Robots that may be asked for at once. */
export const TRENDS_AT_ONCE = 60;

/** What a metric did in one step: one value, its two extremes in the order in which they came, or nothing. */
export type TrendStep = number | [number, number] | null;

/** What a robot's four metrics did lately; those that it didn't report are left out. */
export interface Trend {
  metrics: Partial<Record<StandardMetric, TrendStep[]>>;
  /** How far apart its samples usually come, in seconds; absent until a few came. */
  interval_seconds?: number;
}

/** Trends of several robots, all from the same moment on: Unix seconds, the begin of the first step. */
export interface Trends {
  from: number;
  robots: [robotId: string, trend: Trend][];
}

/** The begin of the first of the steps of which the last one holds `now`; Unix seconds. */
export const trendBegin = (now: number): number =>
  (Math.floor(now / TREND_STEP_SECONDS) + 1) * TREND_STEP_SECONDS - TREND_SECONDS;

/**
 * The points of a line: a step's two extremes at its quarters, so that a spike of a single sample is seen. Where
 * nothing came for longer than `silenceAllowed` seconds, and for longer than a step, a null breaks it.
 */
export function trendPoints(
  steps: readonly TrendStep[],
  from: number,
  silenceAllowed: number,
): { x: number; y: number | null }[] {
  const points: { x: number; y: number | null }[] = [];
  let last: number | null = null;
  steps.forEach((step, index) => {
    if (step === null) return;
    const empty = last === null ? 0 : (index - last - 1) * TREND_STEP_SECONDS;
    const at = from + index * TREND_STEP_SECONDS;
    if (empty > 0 && empty + TREND_STEP_SECONDS > silenceAllowed) points.push({ x: at - empty / 2, y: null });
    last = index;
    if (typeof step === "number") points.push({ x: at + TREND_STEP_SECONDS / 2, y: step });
    else
      points.push(
        { x: at + TREND_STEP_SECONDS / 4, y: step[0] },
        { x: at + (3 * TREND_STEP_SECONDS) / 4, y: step[1] },
      );
  });
  return points;
}
