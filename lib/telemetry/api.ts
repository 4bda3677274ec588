import { z } from "zod";
import type { RouteSpec } from "../http/api.ts";
import { EntityId } from "../ids.ts";
import { toIso } from "../time.ts";
import { presence } from "./presence.ts";
import type { LatestSample } from "./sample.ts";
import type { RobotState } from "./state.ts";

/** Requests and answers of the telemetry module (contract section 4). Datetimes are ISO-8601 UTC. */

export const RobotParams = z.object({ robot_id: EntityId.describe("The robot.") });

export const TelemetryInfo = z
  .object({
    name: z.literal("Fleet Telemetry System"),
    version: z.string(),
    features: z.array(z.string()),
    active_connections: z.int().min(0).describe("Open robot connections."),
  })
  .meta({ id: "TelemetryInfo" });
export type TelemetryInfo = z.infer<typeof TelemetryInfo>;

const metric = (unit: string) => z.number().nullable().describe(`${unit}. Null when never reported.`);

export const RobotMetricsAnswer = z
  .object({
    robot_id: z.string(),
    cpu_usage: metric("Percent"),
    memory_usage: metric("Percent"),
    network_latency_ms: metric("Milliseconds"),
    battery_percentage: metric("Percent"),
  })
  .meta({ id: "RobotMetrics" });
export type RobotMetricsAnswer = z.infer<typeof RobotMetricsAnswer>;

export const Robot = z
  .object({
    robot_id: z.string(),
    state: z.enum(["online", "stale", "offline"]).describe("Online while at least one connection is open."),
    since: z.iso.datetime().describe("Since when it is so."),
    reason: z.string().nullable().describe("Why it is offline, as its last connection's end said."),
    connections: z.int().min(0).describe("Open connections."),
    metrics: z
      .record(z.string(), z.number())
      .nullable()
      .describe("Latest value of each metric, custom ones too; null when it never reported."),
    last_sample_at: z.iso.datetime().nullable().describe("When the latest sample was received."),
    first_seen_at: z.iso.datetime(),
  })
  .meta({ id: "Robot" });
export type Robot = z.infer<typeof Robot>;

export const RobotList = z
  .object({ robots: z.array(Robot).describe("By id, ascending.") })
  .meta({ id: "RobotList" });
export type RobotList = z.infer<typeof RobotList>;

/** A robot as the API shows it, from the fold's state and its latest sample. `now` is in Unix seconds. */
export function toRobot(robot: RobotState, latest: LatestSample | undefined, now: number): Robot {
  const { word, since, reason } = presence(robot, latest, now);
  return {
    robot_id: robot.robot_id,
    state: word,
    since: toIso(since),
    reason,
    connections: robot.connections.length,
    metrics: latest?.metrics ?? null,
    last_sample_at: latest ? toIso(latest.received_at) : null,
    first_seen_at: toIso(robot.first_seen_at),
  };
}

export const GetTelemetryInfo = {
  method: "GET",
  path: "/api/telemetry/info",
  tag: "telemetry",
  summary: "What the telemetry module is and offers",
  status: 200,
  answer: TelemetryInfo,
} satisfies RouteSpec;

export const GetRobotMetrics = {
  method: "GET",
  path: "/api/telemetry/robots/{robot_id}/metrics",
  tag: "telemetry",
  summary: "The latest value of each metric of a robot",
  params: RobotParams,
  status: 200,
  answer: RobotMetricsAnswer,
  errors: { 404: "The robot has never been seen." },
} satisfies RouteSpec;

export const ListRobots = {
  method: "GET",
  path: "/api/telemetry/robots",
  tag: "telemetry",
  summary: "All robots: presence, connections and latest metrics",
  status: 200,
  answer: RobotList,
} satisfies RouteSpec;
