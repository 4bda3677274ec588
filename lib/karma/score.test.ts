import { describe, expect, test } from "vitest";
import { fleetScore, karmaScore, navigationScore, overallScore, safetyScore } from "./score.ts";

const agent = {
  success_rate: 0.9,
  avg_latency_ms: 1500,
  policy_violations: 1,
  user_rating_avg: 4.5,
  credit_consumption_per_task: 2,
};

describe("an agent's karma", () => {
  test("adds up what the formula says", () => {
    // 36 + 5·3.5 − 10 + 8·1.5 − 4 = 51.5
    expect(karmaScore(agent)).toBeCloseTo(51.5, 10);
  });

  test("is 89 − 8 at its best: 40 + 25 + 16, below the ceiling of 100", () => {
    const best = { ...agent, success_rate: 1, avg_latency_ms: 0, policy_violations: 0, user_rating_avg: 5 };
    expect(karmaScore({ ...best, credit_consumption_per_task: 0 })).toBe(81);
  });

  test("is never below 0", () => {
    expect(karmaScore({ ...agent, policy_violations: 40 })).toBe(0);
    expect(karmaScore({ ...agent, credit_consumption_per_task: 1e300 })).toBe(0);
  });

  test("loses nothing more for latency beyond 5 s", () => {
    // 36 + 0 − 10 + 12 − 4 = 34
    expect(karmaScore({ ...agent, avg_latency_ms: 5000 })).toBeCloseTo(34, 10);
    expect(karmaScore({ ...agent, avg_latency_ms: 60_000 })).toBeCloseTo(34, 10);
  });
});

const fleet = {
  task_distribution_efficiency: 0.8,
  collision_avoidance_rate: 0.96,
  communication_latency_ms: 100,
  cooperative_tasks_completed: 30,
  resource_sharing_efficiency: 0.6,
  active_robots_count: 5,
  idle_time_percentage: 0.2,
};

describe("a fleet's score", () => {
  test("adds up what the formula says", () => {
    // 20 + 24 + 15·0.8 + 15·30/50 + 9 − 1 = 73
    expect(fleetScore(fleet)).toBeCloseTo(73, 10);
  });

  test("counts no cooperation without active robots", () => {
    expect(fleetScore({ ...fleet, active_robots_count: 0 })).toBeCloseTo(64, 10);
  });

  test("counts cooperation at most once over", () => {
    // 9 becomes 15
    expect(fleetScore({ ...fleet, cooperative_tasks_completed: 5000 })).toBeCloseTo(79, 10);
  });

  test("loses nothing more for latency beyond 500 ms", () => {
    expect(fleetScore({ ...fleet, communication_latency_ms: 500 })).toBeCloseTo(61, 10);
    expect(fleetScore({ ...fleet, communication_latency_ms: 9000 })).toBeCloseTo(61, 10);
  });

  test("is never below 0: only idleness is 0, not −5", () => {
    const idle = {
      task_distribution_efficiency: 0,
      collision_avoidance_rate: 0,
      communication_latency_ms: 500,
      cooperative_tasks_completed: 0,
      resource_sharing_efficiency: 0,
      active_robots_count: 0,
      idle_time_percentage: 1,
    };
    expect(fleetScore(idle)).toBe(0);
  });
});

const safety = {
  safety_incidents_count: 1,
  near_miss_count: 2,
  emergency_stops_count: 3,
  safety_zone_violations: 1,
  speed_limit_violations: 2,
  obstacle_detection_rate: 0.9,
  human_proximity_alerts: 4,
  battery_critical_events: 1,
  sensor_failure_count: 1,
  recovery_success_rate: 0.5,
};

describe("a safety score", () => {
  test("adds up what the formula says", () => {
    // 100 − 15 − 10 − 9 − 8 − 10 − 8 − 4 − 6 + 18 + 5 = 53
    expect(safetyScore(safety)).toBeCloseTo(53, 10);
  });

  test("is never above 100: nothing wrong would be 130", () => {
    const spotless = Object.fromEntries(Object.keys(safety).map((name) => [name, 0])) as typeof safety;
    expect(safetyScore({ ...spotless, obstacle_detection_rate: 1, recovery_success_rate: 1 })).toBe(100);
  });

  test("is exact at a threshold, however its fractions add up", () => {
    // 100 − 45 + 11 + 4, where 20·0.55 is 11.000000000000002 in floating point
    const counts = { ...safety, near_miss_count: 0, emergency_stops_count: 0, safety_zone_violations: 0 };
    const some = {
      ...counts,
      speed_limit_violations: 0,
      human_proximity_alerts: 0,
      battery_critical_events: 0,
    };
    const rates = { sensor_failure_count: 0, obstacle_detection_rate: 0.55, recovery_success_rate: 0.4 };
    expect(safetyScore({ ...some, ...rates, safety_incidents_count: 3 })).toBe(70);
  });

  test("is never below 0", () => {
    expect(safetyScore({ ...safety, safety_incidents_count: 20 })).toBe(0);
  });
});

const navigation = {
  path_planning_success_rate: 0.9,
  path_deviation_avg_m: 0.5,
  replanning_frequency: 2,
  goal_reach_accuracy_m: 0.2,
  navigation_time_efficiency: 0.8,
  stuck_recovery_time_avg_s: 6,
  localization_accuracy_m: 0.1,
  map_coverage_percentage: 0.6,
};

describe("a navigation score", () => {
  test("adds up what the formula says", () => {
    // 18 + 15·0.75 + 10·0.6 + 15·0.8 + 16 + 10·0.8 + 5·0.8 + 3 = 78.25
    expect(navigationScore(navigation)).toBeCloseTo(78.25, 10);
  });

  test("gives nothing for what is beyond its limit, and takes nothing", () => {
    const lost = {
      ...navigation,
      path_deviation_avg_m: 2,
      replanning_frequency: 50,
      goal_reach_accuracy_m: 7,
      stuck_recovery_time_avg_s: 3000,
      localization_accuracy_m: 0.5,
    };
    // 18 + 16 + 3
    expect(navigationScore(lost)).toBeCloseTo(37, 10);
  });

  test("is 100 at its best", () => {
    const best = {
      path_planning_success_rate: 1,
      path_deviation_avg_m: 0,
      replanning_frequency: 0,
      goal_reach_accuracy_m: 0,
      navigation_time_efficiency: 1,
      stuck_recovery_time_avg_s: 0,
      localization_accuracy_m: 0,
      map_coverage_percentage: 1,
    };
    expect(navigationScore(best)).toBe(100);
  });
});

test("the overall score weighs safety 0.40, fleet 0.35, navigation 0.25", () => {
  // 21.2 + 25.55 + 19.5625
  expect(overallScore({ safety: 53, fleet: 73, navigation: 78.25 })).toBeCloseTo(66.3125, 10);
  expect(overallScore({ safety: 100, fleet: 100, navigation: 100 })).toBeCloseTo(100, 10);
});
