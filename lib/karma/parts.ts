import type { FleetMetrics, KarmaMetrics, NavigationMetrics, SafetyMetrics } from "./api.ts";

/** One term of a score (contract section 4). `points` may be negative; all together, clamped to 0–100, are the score. */
export interface ScorePart {
  name: string;
  points: number;
  /** The metric that it comes from, as it was sent; null for the base that everybody starts with. */
  value: number | null;
}

/** 40·success_rate + 5·max(0, 5 − avg_latency_ms/1000) − 10·policy_violations + 8·(user_rating_avg − 3) − 2·credits. */
export const karmaParts = (metrics: KarmaMetrics): ScorePart[] => [
  part(metrics, "success_rate", (rate) => 40 * rate),
  part(metrics, "avg_latency_ms", (ms) => 5 * Math.max(0, 5 - ms / 1000)),
  part(metrics, "policy_violations", (count) => -10 * count),
  part(metrics, "user_rating_avg", (rating) => 8 * (rating - 3)),
  part(metrics, "credit_consumption_per_task", (credits) => -2 * credits),
];

/**
 * 25·task_distribution + 25·collision_avoidance + 15·max(0, 1 − latency/500)
 * + (active > 0 ? 15·min(1, cooperative/(10·active)) : 0) + 15·resource_sharing − 5·idle.
 */
export const fleetParts = (fleet: FleetMetrics): ScorePart[] => [
  part(fleet, "task_distribution_efficiency", (share) => 25 * share),
  part(fleet, "collision_avoidance_rate", (share) => 25 * share),
  part(fleet, "communication_latency_ms", (ms) => 15 * left(ms, 500)),
  part(fleet, "cooperative_tasks_completed", (tasks) => {
    const active = fleet.active_robots_count;
    return active > 0 ? 15 * Math.min(1, tasks / (10 * active)) : 0;
  }),
  part(fleet, "resource_sharing_efficiency", (share) => 15 * share),
  part(fleet, "idle_time_percentage", (share) => -5 * share),
];

/**
 * 100 − 15·incidents − 5·near_miss − 3·emergency − 8·zone − 5·speed − 2·proximity − 4·battery − 6·sensor
 * + 20·obstacle + 10·recovery.
 */
export const safetyParts = (safety: SafetyMetrics): ScorePart[] => [
  { name: "base", points: 100, value: null },
  part(safety, "safety_incidents_count", (count) => -15 * count),
  part(safety, "near_miss_count", (count) => -5 * count),
  part(safety, "emergency_stops_count", (count) => -3 * count),
  part(safety, "safety_zone_violations", (count) => -8 * count),
  part(safety, "speed_limit_violations", (count) => -5 * count),
  part(safety, "human_proximity_alerts", (count) => -2 * count),
  part(safety, "battery_critical_events", (count) => -4 * count),
  part(safety, "sensor_failure_count", (count) => -6 * count),
  part(safety, "obstacle_detection_rate", (rate) => 20 * rate),
  part(safety, "recovery_success_rate", (rate) => 10 * rate),
];

/**
 * 20·planning + 15·max(0, 1 − deviation/2) + 10·max(0, 1 − replanning/5) + 15·max(0, 1 − goal/1) + 20·time
 * + 10·max(0, 1 − stuck/30) + 5·max(0, 1 − localization/0.5) + 5·coverage.
 */
export const navigationParts = (navigation: NavigationMetrics): ScorePart[] => [
  part(navigation, "path_planning_success_rate", (rate) => 20 * rate),
  part(navigation, "path_deviation_avg_m", (metres) => 15 * left(metres, 2)),
  part(navigation, "replanning_frequency", (times) => 10 * left(times, 5)),
  part(navigation, "goal_reach_accuracy_m", (metres) => 15 * left(metres, 1)),
  part(navigation, "navigation_time_efficiency", (share) => 20 * share),
  part(navigation, "stuck_recovery_time_avg_s", (seconds) => 10 * left(seconds, 30)),
  part(navigation, "localization_accuracy_m", (metres) => 5 * left(metres, 0.5)),
  part(navigation, "map_coverage_percentage", (share) => 5 * share),
];

/** All parts together, 0–100. */
export const totalOf = (parts: readonly ScorePart[]): number =>
  clamp(parts.reduce((sum, { points }) => sum + points, 0));

// Sums of decimal fractions stray by some 1e-14: rounded, so that a score of exactly 70 is not below 70.
export const clamp = (score: number): number => Math.min(100, Math.max(0, rounded(score)));

const rounded = (points: number): number => Math.round(points * 1e9) / 1e9;

function part<Metrics extends Record<Name, number>, Name extends string>(
  metrics: Metrics,
  name: Name,
  pointsFor: (value: number) => number,
): ScorePart {
  const value = metrics[name];
  // None of a bad thing is −10·0, and "−0 points" reads oddly.
  return { name, points: pointsFor(value) || 0, value };
}

// What is left of 1 after `value` out of `limit`; nothing beyond it.
const left = (value: number, limit: number): number => Math.max(0, 1 - value / limit);
