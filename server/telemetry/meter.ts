import type { QualityGrade } from "#lib/telemetry/events";
import { gradeOf, type RoundTrips, roundTrips } from "#lib/telemetry/quality";

/** Round trips that a grade rests on: at a heartbeat every 10 to 15 s the last two or three minutes. */
const TRIPS_KEPT = 12;
/** Fewer say nothing. */
const TRIPS_NEEDED = 3;
/** A grade that changed is told at most so often, and one that didn't is told again after a while: rates grow old. */
const APART_SECONDS = 60;
const AGAIN_AFTER_SECONDS = 900;

/** What an event tells of a connection, beside whose it is. */
interface Measured extends RoundTrips {
  grade: QualityGrade;
  probes: number;
  missed_probes: number;
  messages_per_second: number;
  bytes_per_second: number;
  refused_messages: number;
  window_seconds: number;
  measured_at: number;
}

/**
 * Measures one connection by the heartbeats that every client of its protocol answers, so that no robot has to do
 * anything for it and none is asked more often. Round trips are taken by a monotonic clock in milliseconds (`clockMs`):
 * the wall clock may jump. `now` is in Unix seconds. Small: there is one per connection.
 */
export function createMeter(openedAt: number) {
  let trips: number[] = [];
  let askedAtMs: number | null = null;
  let asked = 0;
  let missed = 0;
  let messages = 0;
  let bytes = 0;
  let refused = 0;
  let grade: QualityGrade | null = null;
  let toldAt = openedAt;

  return {
    received(size: number): void {
      messages += 1;
      bytes += size;
    },
    refused(): void {
      refused += 1;
    },
    /** A heartbeat goes out; one that was never answered is missed. */
    asked(clockMs: number): void {
      if (askedAtMs !== null) missed += 1;
      askedAtMs = clockMs;
      asked += 1;
    },
    /** The answer came. What is worth telling now, or null. */
    answered(clockMs: number, now: number): Measured | null {
      if (askedAtMs === null) return null;
      trips = [...trips, clockMs - askedAtMs].slice(-TRIPS_KEPT);
      askedAtMs = null;
      if (trips.length < TRIPS_NEEDED) return null;
      const measured = roundTrips(trips);
      if (!measured) return null;
      const next = gradeOf(measured, grade);
      const since = now - toldAt;
      const isNews = grade === null || (next !== grade && since >= APART_SECONDS);
      if (!isNews && since < AGAIN_AFTER_SECONDS) return null;
      grade = next;
      const told: Measured = {
        grade,
        ...measured,
        probes: asked,
        missed_probes: missed,
        messages_per_second: messages / since,
        bytes_per_second: bytes / since,
        refused_messages: refused,
        window_seconds: since,
        measured_at: now,
      };
      toldAt = now;
      asked = missed = messages = bytes = refused = 0;
      return told;
    },
  };
}
