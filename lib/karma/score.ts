import type { FleetMetrics, KarmaMetrics, NavigationMetrics, SafetyMetrics } from "./api.ts";

/** How an overall RYR score is weighed (contract section 4). */
export const RYR_WEIGHTS = { safety: 0.4, fleet: 0.35, navigation: 0.25 } as const;

/**
 * An agent's karma, 0–100 (contract section 4, KARMA):
 * 40·success_rate + 5·max(0, 5 − avg_latency_ms/1000) − 10·policy_violations + 8·(user_rating_avg − 3)
 * − 2·credit_consumption_per_task, clamped.
 */
export function karmaScore(metrics: KarmaMetrics): number {
  return clamp(
    40 * metrics.success_rate +
      5 * Math.max(0, 5 - metrics.avg_latency_ms / 1000) -
      10 * metrics.policy_violations +
      8 * (metrics.user_rating_avg - 3) -
      2 * metrics.credit_consumption_per_task,
  );
}

/**
 * How well a fleet works together, 0–100 (contract section 4, RYR fleet):
 * 25·task_distribution + 25·collision_avoidance + 15·max(0, 1 − latency/500)
 * + (active > 0 ? 15·min(1, cooperative/(10·active)) : 0) + 15·resource_sharing − 5·idle, clamped.
 */
export function fleetScore(fleet: FleetMetrics): number {
  const { cooperative_tasks_completed: cooperative, active_robots_count: active } = fleet;
  return clamp(
    25 * fleet.task_distribution_efficiency +
      25 * fleet.collision_avoidance_rate +
      15 * left(fleet.communication_latency_ms, 500) +
      (active > 0 ? 15 * Math.min(1, cooperative / (10 * active)) : 0) +
      15 * fleet.resource_sharing_efficiency -
      5 * fleet.idle_time_percentage,
  );
}

/**
 * How safely robots act, 0–100 (contract section 4, RYR safety):
 * 100 − 15·incidents − 5·near_miss − 3·emergency − 8·zone − 5·speed − 2·proximity − 4·battery − 6·sensor
 * + 20·obstacle + 10·recovery, clamped.
 */
export function safetyScore(safety: SafetyMetrics): number {
  return clamp(
    100 -
      15 * safety.safety_incidents_count -
      5 * safety.near_miss_count -
      3 * safety.emergency_stops_count -
      8 * safety.safety_zone_violations -
      5 * safety.speed_limit_violations -
      2 * safety.human_proximity_alerts -
      4 * safety.battery_critical_events -
      6 * safety.sensor_failure_count +
      20 * safety.obstacle_detection_rate +
      10 * safety.recovery_success_rate,
  );
}

/**
 * How well robots find their way, 0–100 (contract section 4, RYR navigation):
 * 20·planning + 15·max(0, 1 − deviation/2) + 10·max(0, 1 − replanning/5) + 15·max(0, 1 − goal/1) + 20·time
 * + 10·max(0, 1 − stuck/30) + 5·max(0, 1 − localization/0.5) + 5·coverage, clamped.
 */
export function navigationScore(navigation: NavigationMetrics): number {
  return clamp(
    20 * navigation.path_planning_success_rate +
      15 * left(navigation.path_deviation_avg_m, 2) +
      10 * left(navigation.replanning_frequency, 5) +
      15 * left(navigation.goal_reach_accuracy_m, 1) +
      20 * navigation.navigation_time_efficiency +
      10 * left(navigation.stuck_recovery_time_avg_s, 30) +
      5 * left(navigation.localization_accuracy_m, 0.5) +
      5 * navigation.map_coverage_percentage,
  );
}

/** 0.40·safety + 0.35·fleet + 0.25·navigation (contract section 4), each of them 0–100. */
export function overallScore(scores: { fleet: number; safety: number; navigation: number }): number {
  const { safety, fleet, navigation } = RYR_WEIGHTS;
  return clamp(safety * scores.safety + fleet * scores.fleet + navigation * scores.navigation);
}

// What is left of 1 after `value` out of `limit`; nothing beyond it.
const left = (value: number, limit: number): number => Math.max(0, 1 - value / limit);

// Sums of decimal fractions stray by some 1e-14: rounded, so that a score of exactly 70 is not below 70.
const clamp = (score: number): number => Math.min(100, Math.max(0, Math.round(score * 1e9) / 1e9));
