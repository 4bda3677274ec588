import type { KarmaMetrics, RyrMetrics } from "#lib/karma/api";
import type { Random } from "./random.ts";

/** How an agent whose DNA fits so well (0–1) does its work: what KARMA is given to score it. */
export function karmaMetrics(fitness: number, random: Random): KarmaMetrics {
  const fit = withLuck(fitness, random);
  return {
    success_rate: share(0.72 + 0.28 * fit),
    avg_latency_ms: Math.round(2100 - 1750 * fit),
    policy_violations: random.chance(0.12 * (1 - fit)) ? 1 : 0,
    user_rating_avg: rounded(3.6 + 1.4 * fit),
    credit_consumption_per_task: rounded(2.2 - 2 * fit),
  };
}

/** The same for an agent that moves robots: it is scored by how fleet, safety and navigation do. */
export function ryrMetrics(fitness: number, random: Random): RyrMetrics {
  const fit = withLuck(fitness, random);
  const lack = 1 - fit;
  const robots = random.whole(3, 9);
  return {
    fleet: {
      task_distribution_efficiency: share(0.6 + 0.38 * fit),
      collision_avoidance_rate: share(0.92 + 0.08 * fit),
      communication_latency_ms: Math.round(30 + 220 * lack),
      cooperative_tasks_completed: Math.round(robots * (3 + 7 * fit)),
      resource_sharing_efficiency: share(0.55 + 0.43 * fit),
      active_robots_count: robots,
      idle_time_percentage: share(0.08 + 0.4 * lack),
    },
    safety: {
      safety_incidents_count: random.chance(0.15 * lack) ? 1 : 0,
      near_miss_count: Math.round(4 * lack),
      emergency_stops_count: Math.round(5 * lack),
      safety_zone_violations: Math.round(2 * lack),
      speed_limit_violations: Math.round(3 * lack),
      obstacle_detection_rate: share(0.9 + 0.1 * fit),
      human_proximity_alerts: Math.round(4 * lack),
      battery_critical_events: random.chance(0.2 * lack) ? 1 : 0,
      sensor_failure_count: random.chance(0.1) ? 1 : 0,
      recovery_success_rate: share(0.8 + 0.2 * fit),
    },
    navigation: {
      path_planning_success_rate: share(0.75 + 0.25 * fit),
      path_deviation_avg_m: rounded(0.08 + 0.9 * lack),
      replanning_frequency: rounded(0.4 + 3.4 * lack),
      goal_reach_accuracy_m: rounded(0.05 + 0.45 * lack),
      navigation_time_efficiency: share(0.6 + 0.38 * fit),
      stuck_recovery_time_avg_s: rounded(3 + 14 * lack),
      localization_accuracy_m: rounded(0.03 + 0.22 * lack),
      map_coverage_percentage: share(0.65 + 0.34 * fit),
    },
  };
}

/** No two days are the same. */
const withLuck = (fitness: number, random: Random): number =>
  Math.min(1, Math.max(0, fitness + random.between(-0.03, 0.03)));

const rounded = (value: number): number => Math.round(value * 100) / 100;
const share = (value: number): number => Math.min(1, Math.max(0, rounded(value)));
