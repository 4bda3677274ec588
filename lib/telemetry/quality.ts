import { meanOf, medianOf } from "../statistics.ts";
import type { QualityGrade } from "./events.ts";

/** What makes a connection fair, and what makes it poor; exactly at a limit is still the better grade. */
const FAIR = { latency_ms: 100, jitter_ms: 30 };
const POOR = { latency_ms: 300, jitter_ms: 100 };
/** A grade gets better only well below the limit that it crossed, so that it doesn't flutter. */
const RECOVERED = 0.8;

export interface RoundTrips {
  /** Median of the newest, milliseconds. */
  latency_ms: number;
  /** Mean difference from one to the next, milliseconds. */
  jitter_ms: number;
}

/** Latency and jitter of round trips in milliseconds, oldest first; null for none. */
export function roundTrips(ms: readonly number[]): RoundTrips | null {
  const latency_ms = medianOf(ms);
  if (latency_ms === null) return null;
  const steps = ms.slice(1).map((value, index) => Math.abs(value - (ms[index] ?? value)));
  return {
    latency_ms,
    jitter_ms: meanOf(steps) ?? 0,
  };
}

/** How good a connection is, given how good it was. */
export function gradeOf(trips: RoundTrips, before: QualityGrade | null): QualityGrade {
  if (exceeds(trips, POOR, before === "poor")) return "poor";
  return exceeds(trips, FAIR, before === "poor" || before === "fair") ? "fair" : "good";
}

function exceeds(trips: RoundTrips, limit: RoundTrips, wasBeyond: boolean): boolean {
  const share = wasBeyond ? RECOVERED : 1;
  return trips.latency_ms > limit.latency_ms * share || trips.jitter_ms > limit.jitter_ms * share;
}
