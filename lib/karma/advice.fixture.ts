import type { RyrMetrics } from "./api.ts";

/** Exactly at each limit of warnings and recommendations: none of them applies. */
export const atEveryLimit: RyrMetrics = {
  fleet: {
    task_distribution_efficiency: 1,
    collision_avoidance_rate: 0.95,
    communication_latency_ms: 200,
    cooperative_tasks_completed: 0,
    resource_sharing_efficiency: 1,
    active_robots_count: 0,
    idle_time_percentage: 0.3,
  },
  safety: {
    safety_incidents_count: 0,
    near_miss_count: 0,
    emergency_stops_count: 5,
    safety_zone_violations: 0,
    speed_limit_violations: 0,
    obstacle_detection_rate: 1,
    human_proximity_alerts: 0,
    battery_critical_events: 0,
    sensor_failure_count: 0,
    recovery_success_rate: 1,
  },
  navigation: {
    path_planning_success_rate: 1,
    path_deviation_avg_m: 0,
    replanning_frequency: 3,
    goal_reach_accuracy_m: 0,
    navigation_time_efficiency: 1,
    stuck_recovery_time_avg_s: 10,
    localization_accuracy_m: 0.2,
    map_coverage_percentage: 1,
  },
};
