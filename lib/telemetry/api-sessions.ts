import { z } from "zod";
import { HISTORY_ERRORS, type RouteSpec } from "../http/api.ts";
import { StreamIdParam } from "../http/stream-id-param.ts";
import { TimeParam } from "../http/time-param.ts";
import { EntityId } from "../ids.ts";

/** How robots' connections went. Times are Unix seconds, UTC. */

export const Window = z.object({
  from: TimeParam.optional().describe(
    "Begin; a day before the end for the fleet, the beginning for one robot, when left out.",
  ),
  to: TimeParam.optional().describe("End; now when left out."),
});
export type Window = z.infer<typeof Window>;

export const SessionsQuery = Window.extend({
  limit: z.coerce.number().int().min(1).max(1000).default(100).describe("At most so many."),
  before: StreamIdParam.optional().describe(
    "Sessions that ended before this stream id: the last answer's `next`.",
  ),
});
export type SessionsQuery = z.infer<typeof SessionsQuery>;

/** A connection that has ended. */
export const EndedSession = z.object({
  robot_id: z.string(),
  connection_id: z.string(),
  connected_at: z.number(),
  disconnected_at: z.number(),
  duration_seconds: z.number(),
  reason: z.string().nullable(),
  stream_id: z.string().describe("Of the event that told its end."),
});
export type EndedSession = z.infer<typeof EndedSession>;

export const SessionList = z
  .object({
    robot_id: z.string(),
    open: z.array(z.object({ connection_id: z.string(), connected_at: z.number() })).describe("Still open."),
    sessions: z.array(EndedSession).describe("Latest end first."),
    next: z.string().nullable().describe("Hand it on as `before` for older ones; null when that was all."),
  })
  .meta({ id: "SessionList" });
export type SessionList = z.infer<typeof SessionList>;

/** At least three robots dropped within seconds: one story, not many. */
export const CommonCause = z.object({
  from: z.number().describe("First drop."),
  to: z.number().describe("Last drop; at most half a minute later."),
  reason: z.string().nullable().describe("The most frequent one."),
  robots: z.array(z.string()).describe("Who, at most 200."),
  count: z.int().min(3).describe("How many robots."),
});
export type CommonCause = z.infer<typeof CommonCause>;

export const FleetSessions = z
  .object({
    from: z.number(),
    to: z.number(),
    step_seconds: z.number(),
    connections: z
      .array(z.object({ at: z.number(), robots: z.int().min(0) }))
      .describe("Robots with an open connection, per step."),
    durations: z
      .array(z.object({ up_to_seconds: z.number().nullable(), count: z.int().min(0) }))
      .describe("Ended sessions by length; null is without an upper end."),
    reasons: z
      .array(z.object({ reason: z.string().nullable(), count: z.int().min(1) }))
      .describe("Most frequent first."),
    mean_duration_seconds: z.number().nullable(),
    incidents: z.array(CommonCause).describe("Latest first."),
    complete: z
      .boolean()
      .describe("False when there were more sessions than could be looked at: older ones are missing."),
  })
  .meta({ id: "FleetSessions" });
export type FleetSessions = z.infer<typeof FleetSessions>;

const RobotParams = z.object({ robot_id: EntityId.describe("The robot.") });
const NEVER_SEEN = "The robot has never been seen.";

export const ListSessions = {
  method: "GET",
  path: "/api/telemetry/robots/{robot_id}/sessions",
  needs: "viewer",
  tag: "telemetry",
  summary: "A robot's connections, open and ended",
  params: RobotParams,
  query: SessionsQuery,
  status: 200,
  answer: SessionList,
  errors: { 404: NEVER_SEEN, ...HISTORY_ERRORS },
} satisfies RouteSpec;

export const GetFleetSessions = {
  method: "GET",
  path: "/api/telemetry/fleet/sessions",
  needs: "viewer",
  tag: "telemetry",
  summary: "Connections over time, sessions by length, reasons of disconnects, common causes",
  query: Window,
  status: 200,
  answer: FleetSessions,
  errors: HISTORY_ERRORS,
} satisfies RouteSpec;
