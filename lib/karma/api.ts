import { z } from "zod";
import type { RouteSpec } from "../http/api.ts";
import { EntityId } from "../ids.ts";

/** Requests and answers of the KARMA module (contract section 4). Scores are 0–100 here, as BRAiN has them. */

const share = () => z.number().min(0).max(1);
const count = () => z.int().min(0);
const atLeastZero = () => z.number().min(0);
const score = () => z.number().min(0).max(100);

export const KarmaInfo = z
  .object({
    name: z.literal("KARMA"),
    version: z.string(),
    description: z.string(),
    features: z.array(z.string()),
    endpoints: z.array(z.string()),
  })
  .meta({ id: "KarmaInfo" });
export type KarmaInfo = z.infer<typeof KarmaInfo>;

export const KarmaMetrics = z
  .object({
    success_rate: share().describe("Share of tasks that succeeded, 0–1."),
    avg_latency_ms: atLeastZero().describe("Mean latency of a task in milliseconds."),
    policy_violations: count().describe("Policy violations in the period."),
    user_rating_avg: z.number().min(0).max(5).describe("Mean rating by users, 0–5."),
    credit_consumption_per_task: atLeastZero().describe("Credits per task."),
  })
  .meta({ id: "KarmaMetrics" });
export type KarmaMetrics = z.infer<typeof KarmaMetrics>;

export const KarmaScore = z
  .object({
    agent_id: z.string(),
    score: score(),
    computed_at: z.iso.datetime(),
    details: KarmaMetrics.describe("The metrics it was computed from."),
  })
  .meta({ id: "KarmaScore" });
export type KarmaScore = z.infer<typeof KarmaScore>;

export const FleetMetrics = z
  .object({
    task_distribution_efficiency: share(),
    collision_avoidance_rate: share(),
    communication_latency_ms: atLeastZero().describe("Milliseconds."),
    cooperative_tasks_completed: count(),
    resource_sharing_efficiency: share(),
    active_robots_count: count(),
    idle_time_percentage: share().describe("Share of the time, 0–1."),
  })
  .meta({ id: "FleetMetrics" });
export type FleetMetrics = z.infer<typeof FleetMetrics>;

export const SafetyMetrics = z
  .object({
    safety_incidents_count: count(),
    near_miss_count: count(),
    emergency_stops_count: count(),
    safety_zone_violations: count(),
    speed_limit_violations: count(),
    obstacle_detection_rate: share(),
    human_proximity_alerts: count(),
    battery_critical_events: count(),
    sensor_failure_count: count(),
    recovery_success_rate: share(),
  })
  .meta({ id: "SafetyMetrics" });
export type SafetyMetrics = z.infer<typeof SafetyMetrics>;

export const NavigationMetrics = z
  .object({
    path_planning_success_rate: share(),
    path_deviation_avg_m: atLeastZero().describe("Metres."),
    replanning_frequency: atLeastZero(),
    goal_reach_accuracy_m: atLeastZero().describe("Metres."),
    navigation_time_efficiency: share(),
    stuck_recovery_time_avg_s: atLeastZero().describe("Seconds."),
    localization_accuracy_m: atLeastZero().describe("Metres."),
    map_coverage_percentage: share().describe("Share of the map, 0–1."),
  })
  .meta({ id: "NavigationMetrics" });
export type NavigationMetrics = z.infer<typeof NavigationMetrics>;

export const RyrMetrics = z
  .object({ fleet: FleetMetrics, safety: SafetyMetrics, navigation: NavigationMetrics })
  .meta({ id: "RyrMetrics" });
export type RyrMetrics = z.infer<typeof RyrMetrics>;

/** Whom a score is about. The agent is the one whose karma it becomes. */
export const AgentParams = z.object({ agent_id: EntityId });
export const RobotParams = z.object({ robot_id: EntityId });
export const FleetParams = z.object({ fleet_id: EntityId });
export const AgentSubjectQuery = z.object({ robot_id: EntityId.optional(), fleet_id: EntityId.optional() });
export const RobotSubjectQuery = z.object({
  agent_id: EntityId.optional().describe("robot_{robot_id} when left out."),
  fleet_id: EntityId.optional(),
});
export const FleetSubjectQuery = z.object({
  agent_id: EntityId.optional().describe("fleet_{fleet_id} when left out."),
});

export const RyrScore = z
  .object({
    agent_id: z.string(),
    robot_id: z.string().nullable(),
    fleet_id: z.string().nullable(),
    overall_score: score(),
    fleet_score: score(),
    safety_score: score(),
    navigation_score: score(),
    computed_at: z.iso.datetime(),
    metrics: RyrMetrics.describe("The metrics it was computed from."),
    critical_warnings: z.array(z.string()),
    recommendations: z.array(z.string()),
  })
  .meta({ id: "RyrScore" });
export type RyrScore = z.infer<typeof RyrScore>;

export const GetKarmaInfo = {
  method: "GET",
  path: "/api/karma/info",
  needs: "viewer",
  tag: "karma",
  summary: "What the KARMA module is and offers",
  status: 200,
  answer: KarmaInfo,
} satisfies RouteSpec;

export const ScoreAgent = {
  method: "POST",
  path: "/api/karma/agents/{agent_id}/score",
  needs: "operator",
  tag: "karma",
  summary: "Score an agent; the score becomes the karma of its latest snapshot",
  params: AgentParams,
  body: KarmaMetrics,
  status: 200,
  answer: KarmaScore,
} satisfies RouteSpec;

export const ScoreRyrAgent = {
  method: "POST",
  path: "/api/karma/ryr/agents/{agent_id}/score",
  needs: "operator",
  tag: "karma",
  summary: "Score an agent that moves robots",
  params: AgentParams,
  query: AgentSubjectQuery,
  body: RyrMetrics,
  status: 200,
  answer: RyrScore,
} satisfies RouteSpec;

export const ScoreRyrRobot = {
  method: "POST",
  path: "/api/karma/ryr/robots/{robot_id}/score",
  needs: "operator",
  tag: "karma",
  summary: "Score a robot; the score becomes its agent's karma",
  params: RobotParams,
  query: RobotSubjectQuery,
  body: RyrMetrics,
  status: 200,
  answer: RyrScore,
} satisfies RouteSpec;

export const ScoreRyrFleet = {
  method: "POST",
  path: "/api/karma/ryr/fleets/{fleet_id}/score",
  needs: "operator",
  tag: "karma",
  summary: "Score a fleet; the score becomes its agent's karma",
  params: FleetParams,
  query: FleetSubjectQuery,
  body: RyrMetrics,
  status: 200,
  answer: RyrScore,
} satisfies RouteSpec;
