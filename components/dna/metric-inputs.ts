import type { KarmaMetrics, RyrMetrics } from "../../lib/karma/api.ts";

/** One metric that a score is made from, as a form asks for it. */
export interface MetricInput<Name extends string = string> {
  name: Name;
  label: string;
  hint: string;
  /** What the form begins with: counts at none. */
  begin: string;
}

const SHARE = "0 to 1";
const METRES = "Metres";
const COUNT = "How many";

const ask = <Name extends string>(name: Name, label: string, hint: string): MetricInput<Name> => ({
  name,
  label,
  hint,
  begin: hint === COUNT ? "0" : "",
});

export const KARMA_INPUTS: readonly MetricInput<keyof KarmaMetrics>[] = [
  ask("success_rate", "Success rate", "Share of tasks that succeeded, 0 to 1"),
  ask("avg_latency_ms", "Mean latency", "Milliseconds per task"),
  ask("policy_violations", "Policy violations", "How many, a whole number"),
  ask("user_rating_avg", "Mean user rating", "0 to 5"),
  ask("credit_consumption_per_task", "Credits per task", "How many on average"),
];

const FLEET: readonly MetricInput<keyof RyrMetrics["fleet"]>[] = [
  ask("task_distribution_efficiency", "Task distribution", SHARE),
  ask("collision_avoidance_rate", "Collision avoidance", SHARE),
  ask("communication_latency_ms", "Communication latency", "Milliseconds"),
  ask("cooperative_tasks_completed", "Cooperative tasks", COUNT),
  ask("resource_sharing_efficiency", "Resource sharing", SHARE),
  ask("active_robots_count", "Active robots", COUNT),
  ask("idle_time_percentage", "Idle time", SHARE),
];

const SAFETY: readonly MetricInput<keyof RyrMetrics["safety"]>[] = [
  ask("safety_incidents_count", "Safety incidents", COUNT),
  ask("near_miss_count", "Near misses", COUNT),
  ask("emergency_stops_count", "Emergency stops", COUNT),
  ask("safety_zone_violations", "Zone violations", COUNT),
  ask("speed_limit_violations", "Speed violations", COUNT),
  ask("human_proximity_alerts", "Proximity alerts", COUNT),
  ask("battery_critical_events", "Battery critical", COUNT),
  ask("sensor_failure_count", "Sensor failures", COUNT),
  ask("obstacle_detection_rate", "Obstacle detection", SHARE),
  ask("recovery_success_rate", "Recovery success", SHARE),
];

const NAVIGATION: readonly MetricInput<keyof RyrMetrics["navigation"]>[] = [
  ask("path_planning_success_rate", "Path planning", SHARE),
  ask("path_deviation_avg_m", "Path deviation", METRES),
  ask("replanning_frequency", "Replanning", "How often"),
  ask("goal_reach_accuracy_m", "Goal accuracy", METRES),
  ask("navigation_time_efficiency", "Time efficiency", SHARE),
  ask("stuck_recovery_time_avg_s", "Stuck recovery", "Seconds"),
  ask("localization_accuracy_m", "Localization", METRES),
  ask("map_coverage_percentage", "Map coverage", SHARE),
];

/** The three groups of a robot's or a fleet's score. */
export const RYR_GROUPS = [
  { name: "fleet", title: "Fleet", inputs: FLEET },
  { name: "safety", title: "Safety", inputs: SAFETY },
  { name: "navigation", title: "Navigation", inputs: NAVIGATION },
] as const;

const ALL: readonly MetricInput[] = [...KARMA_INPUTS, ...FLEET, ...SAFETY, ...NAVIGATION];

/** A metric's name for people; one that is not known keeps its own. */
export const metricLabel = (name: string): string =>
  name === "base" ? "Everybody begins with" : (ALL.find((input) => input.name === name)?.label ?? name);

export const beginning = (inputs: readonly MetricInput[]): Record<string, string> =>
  Object.fromEntries(inputs.map(({ name, begin }) => [name, begin]));
