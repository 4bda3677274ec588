import { z } from "zod";
import type { RouteSpec } from "../http/api.ts";
import { EntityId } from "../ids.ts";
import { toIso } from "../time.ts";
import { presence } from "./presence.ts";
import { type Proof, provenConnections } from "./proof.ts";
import type { LatestSample } from "./sample.ts";
import { isBlocked, type RobotState } from "./state.ts";

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

const ROBOT_STATES = ["online", "stale", "unknown", "offline"] as const;

export const Robot = z
  .object({
    robot_id: z.string(),
    state: z
      .enum(ROBOT_STATES)
      .describe(
        "Online while at least one connection is open; unknown after this server's start until that is proven.",
      ),
    since: z.iso.datetime().describe("Since when it is so."),
    reason: z.string().nullable().describe("Why it is offline, as its last connection's end said."),
    connections: z.int().min(0).describe("Connections that are known to be open."),
    metrics: z
      .record(z.string(), z.number())
      .nullable()
      .describe("Latest value of each metric, custom ones too; null when it never reported."),
    last_sample_at: z.iso.datetime().nullable().describe("When the latest sample was received."),
    first_seen_at: z.iso.datetime(),
    note: z.string().nullable().describe("An operator's note."),
    blocked_until: z.iso.datetime().nullable().describe("Refused until then; null when it isn't blocked."),
    archived_at: z.iso.datetime().nullable().describe("Hidden since then; null when it isn't."),
    usual_interval_seconds: z
      .number()
      .nullable()
      .describe("How far apart its samples usually come; null until a few came."),
    clock_skew_seconds: z
      .number()
      .nullable()
      .describe("Its clock minus ours at its latest sample; null when it sends no times."),
  })
  .meta({ id: "Robot" });
export type Robot = z.infer<typeof Robot>;

const yesNo = z.enum(["true", "false"]).transform((text) => text === "true");

export const RobotsQuery = z.object({
  state: z.enum(ROBOT_STATES).optional().describe("Only robots in this state."),
  q: z.string().min(1).max(128).optional().describe("Only ids that fit; `*` stands for any characters."),
  battery_below: z.coerce.number().min(0).max(100).optional().describe("Only charges under it, in percent."),
  archived: yesNo.optional().describe("Only hidden ones, or only the others; all when left out."),
  limit: z.coerce.number().int().min(1).max(10_000).default(10_000).describe("At most so many robots."),
  after: EntityId.optional().describe("Robots after this id: the last answer's `next`."),
});
export type RobotsQuery = z.infer<typeof RobotsQuery>;

export const RobotList = z
  .object({
    robots: z.array(Robot).describe("By id, ascending."),
    total: z.int().min(0).describe("How many fit, on all pages."),
    counts: z
      .object({
        online: z.int().min(0),
        stale: z.int().min(0),
        unknown: z.int().min(0),
        offline: z.int().min(0),
      })
      .describe("All that fit, by state."),
    next: z.string().nullable().describe("Hand it on as `after` for the rest; null when that was all."),
  })
  .meta({ id: "RobotList" });
export type RobotList = z.infer<typeof RobotList>;

/** A robot as the API shows it, from the fold's state and its latest sample. `now` is in Unix seconds. */
export function toRobot(
  robot: RobotState,
  latest: LatestSample | undefined,
  now: number,
  proof: Proof | null,
): Robot {
  const { word, since, reason } = presence(robot, latest, now, proof);
  return {
    robot_id: robot.robot_id,
    state: word,
    since: toIso(since),
    reason,
    connections: provenConnections(robot, proof).length,
    metrics: latest?.metrics ?? null,
    last_sample_at: latest ? toIso(latest.received_at) : null,
    first_seen_at: toIso(robot.first_seen_at),
    note: robot.note?.text ?? null,
    blocked_until: robot.blocked_until !== null && isBlocked(robot, now) ? toIso(robot.blocked_until) : null,
    archived_at: robot.archived_at === null ? null : toIso(robot.archived_at),
    usual_interval_seconds: latest?.interval_seconds ?? null,
    clock_skew_seconds: latest?.clock_skew_seconds ?? null,
  };
}

export const GetTelemetryInfo = {
  method: "GET",
  path: "/api/telemetry/info",
  needs: "viewer",
  tag: "telemetry",
  summary: "What the telemetry module is and offers",
  status: 200,
  answer: TelemetryInfo,
} satisfies RouteSpec;

export const GetRobotMetrics = {
  method: "GET",
  path: "/api/telemetry/robots/{robot_id}/metrics",
  needs: "viewer",
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
  needs: "viewer",
  tag: "telemetry",
  summary: "Robots: presence, connections and latest metrics",
  query: RobotsQuery,
  status: 200,
  answer: RobotList,
} satisfies RouteSpec;

export const GetRobot = {
  method: "GET",
  path: "/api/telemetry/robots/{robot_id}",
  needs: "viewer",
  tag: "telemetry",
  summary: "One robot: presence, latest metrics, what operators said of it",
  params: RobotParams,
  status: 200,
  answer: Robot,
  errors: { 404: "The robot has never been seen." },
} satisfies RouteSpec;
