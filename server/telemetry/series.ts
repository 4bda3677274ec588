import type { SamplePoint } from "#lib/live/protocol";
import { sevenDigits, toFloat32 } from "#lib/telemetry/float32";
import { STANDARD_METRICS } from "#lib/telemetry/standard-metrics";
import {
  TREND_SECONDS,
  TREND_STEP_SECONDS,
  TREND_STEPS,
  type Trend,
  type TrendStep,
} from "#lib/telemetry/trend";

const FIRST_CAPACITY = 32;

type Column = Float64Array | Float32Array;

// The four are percent and milliseconds: seven digits are more than anybody measures. A robot's own may be anything.
const columnFor = (name: string, capacity: number): Column =>
  (STANDARD_METRICS as readonly string[]).includes(name)
    ? new Float32Array(capacity).fill(Number.NaN)
    : new Float64Array(capacity).fill(Number.NaN);

const told = (column: Column, value: number): number =>
  column instanceof Float32Array ? sevenDigits(value) : value;

export interface Series {
  /** `at` is the receive time in Unix seconds; within one second the later values win. */
  add(at: number, metrics: Record<string, number>): void;
  /** When the newest point came, Unix seconds. */
  lastAt(): number;
  /** Oldest first. */
  points(): SamplePoint[];
  /** The four metrics in steps from `from` on (Unix seconds): read from the columns, because a grid asks for many. */
  trend(from: number): Trend["metrics"];
}

/**
 * The last 15 minutes of one robot, or so many `seconds`, one point a second, in numbers only: a robot that never reports costs next to
 * nothing, one whose series is full and that sends the four metrics 21 KB and never more.
 */
export function createSeries(seconds = TREND_SECONDS): Series {
  let times = new Float64Array(FIRST_CAPACITY);
  const columns = new Map<string, Column>();
  let start = 0;
  let length = 0;

  const slot = (index: number) => (start + index) % times.length;

  function grow(): void {
    const capacity = Math.min(times.length * 2, seconds);
    const straight = <C extends Column>(old: C, grown: C): C => {
      for (let index = 0; index < length; index++) grown[index] = old[slot(index)] ?? Number.NaN;
      return grown;
    };
    for (const [name, column] of columns) columns.set(name, straight(column, columnFor(name, capacity)));
    times = straight(times, new Float64Array(capacity));
    start = 0;
  }

  function nextSlot(at: number): number {
    const last = length === 0 ? -1 : slot(length - 1);
    if (last >= 0 && Math.floor(times[last] ?? 0) === Math.floor(at)) return last;
    if (length === times.length) {
      if (times.length < seconds) grow();
      else {
        start = (start + 1) % times.length;
        length -= 1;
      }
    }
    length += 1;
    const here = slot(length - 1);
    for (const column of columns.values()) column[here] = Number.NaN;
    return here;
  }

  return {
    add(at, metrics) {
      const here = nextSlot(at);
      times[here] = at;
      for (const name in metrics) {
        let column = columns.get(name);
        if (!column) {
          column = columnFor(name, times.length);
          columns.set(name, column);
        }
        const value = metrics[name] ?? Number.NaN;
        column[here] = column instanceof Float32Array ? toFloat32(value) : value;
      }
    },
    lastAt: () => (length === 0 ? 0 : (times[slot(length - 1)] ?? 0)),
    points() {
      const points: SamplePoint[] = [];
      const since = length === 0 ? 0 : (times[slot(length - 1)] ?? 0) - seconds;
      for (let index = 0; index < length; index++) {
        const here = slot(index);
        const at = times[here] ?? 0;
        if (at < since) continue;
        const metrics: Record<string, number> = {};
        for (const [name, column] of columns) {
          const value = column[here];
          if (value !== undefined && !Number.isNaN(value)) metrics[name] = told(column, value);
        }
        points.push({ at, metrics });
      }
      return points;
    },
    trend(from) {
      const trend: Trend["metrics"] = {};
      for (const name of STANDARD_METRICS) {
        const column = columns.get(name);
        const steps = column && stepsOf(column, from);
        if (steps?.some((step) => step !== null)) trend[name] = steps;
      }
      return trend;
    },
  };

  function stepsOf(column: Column, from: number): TrendStep[] {
    const steps: TrendStep[] = Array.from({ length: TREND_STEPS }, () => null);
    for (let index = 0; index < length; index++) {
      const here = slot(index);
      const at = Math.floor(((times[here] ?? 0) - from) / TREND_STEP_SECONDS);
      const value = column[here] ?? Number.NaN;
      if (at >= 0 && at < TREND_STEPS && !Number.isNaN(value))
        steps[at] = withValue(steps[at] ?? null, Math.round(value * 10) / 10);
    }
    return steps;
  }
}

/** A step's extremes with one more value, in the order in which they came. */
function withValue(step: TrendStep, value: number): TrendStep {
  if (step === null || step === value) return value;
  const [first, second] = typeof step === "number" ? [step, step] : step;
  const [low, high] = [Math.min(first, second), Math.max(first, second)];
  if (value >= low && value <= high) return step;
  // The other extreme came before this one.
  return value > high ? [low, value] : [high, value];
}
