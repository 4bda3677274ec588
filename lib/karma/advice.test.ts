import { expect, test } from "vitest";
import { atEveryLimit } from "./advice.fixture.ts";
import { criticalWarnings, recommendations } from "./advice.ts";
import type { RyrMetrics } from "./api.ts";

const withFleet = (fleet: Partial<RyrMetrics["fleet"]>) => ({
  ...atEveryLimit,
  fleet: { ...atEveryLimit.fleet, ...fleet },
});
const withSafety = (safety: Partial<RyrMetrics["safety"]>) => ({
  ...atEveryLimit,
  safety: { ...atEveryLimit.safety, ...safety },
});
const withNavigation = (navigation: Partial<RyrMetrics["navigation"]>) => ({
  ...atEveryLimit,
  navigation: { ...atEveryLimit.navigation, ...navigation },
});

test("exactly at every limit nothing is said", () => {
  expect(criticalWarnings(atEveryLimit, 70)).toEqual([]);
  expect(recommendations(atEveryLimit)).toEqual([]);
});

test.each([
  ["a safety incident", withSafety({ safety_incidents_count: 1 }), 70, /safety incidents: 1/i],
  ["a sixth emergency stop", withSafety({ emergency_stops_count: 6 }), 70, /emergency stops: 6/i],
  ["a critical battery", withSafety({ battery_critical_events: 1 }), 70, /battery events: 1/i],
  ["poor collision avoidance", withFleet({ collision_avoidance_rate: 0.9499 }), 70, /94\.99 %, below 95 %/],
  ["a safety score below 70", atEveryLimit, 69.99, /safety score 69\.99, below 70/i],
])("%s is a warning, alone", (_name, metrics, score, text) => {
  expect(criticalWarnings(metrics, score)).toEqual([expect.stringMatching(text)]);
});

test.each([
  ["idle robots", withFleet({ idle_time_percentage: 0.31 }), /31 %/],
  ["much replanning", withNavigation({ replanning_frequency: 3.1 }), /3\.1 times/],
  ["slow recovery", withNavigation({ stuck_recovery_time_avg_s: 10.5 }), /10\.5 s/],
  ["slow communication", withFleet({ communication_latency_ms: 201 }), /201 ms/],
  ["vague localization", withNavigation({ localization_accuracy_m: 0.21 }), /0\.21 m/],
])("%s lead to a recommendation, alone", (_name, metrics, text) => {
  expect(recommendations(metrics)).toEqual([expect.stringMatching(text)]);
});
