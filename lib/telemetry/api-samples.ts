import { z } from "zod";
import { HISTORY_ERRORS, type RouteSpec } from "../http/api.ts";
import { EntityId } from "../ids.ts";
import { parseTimestamp } from "../time.ts";

/**
 * What robots measured, and how their connections went, over time. Times are Unix seconds, receive time, UTC.
 * A point stands for `step_seconds` from `at` on; a time without samples has no point, so no line crosses it.
 */

/** More points than anybody can see; a coarser step is taken instead. */
export const POINTS_MAX = 2000;

const time = z
  .string()
  .max(64)
  .transform((text, context) => {
    const seconds = parseTimestamp(text)?.seconds;
    if (seconds !== undefined) return seconds;
    context.addIssue({ code: "custom", message: "must be a time in Unix seconds or ISO-8601" });
    return z.NEVER;
  });

const step = z.coerce
  .number()
  .min(1)
  .max(86_400)
  .optional()
  .describe(
    "Seconds per point; when left out, or too fine for what is kept, the finest that gives at most 300 points.",
  );

const metricName = z.string().min(1).max(64);

export const Window = z.object({
  from: time.optional().describe("Begin; 15 minutes before the end when left out."),
  to: time.optional().describe("End; now when left out."),
});
export type Window = z.infer<typeof Window>;

export const SeriesQuery = Window.extend({
  metric: metricName.describe(
    "cpu_usage, memory_usage, network_latency_ms, battery_percentage or one of the robot's own.",
  ),
  step,
});
export type SeriesQuery = z.infer<typeof SeriesQuery>;

/** One step of one metric: a single spike is still its max, however coarse the step. */
export const SeriesPoint = z.object({
  at: z.number().describe("Begin of the step."),
  min: z.number(),
  mean: z.number(),
  max: z.number(),
  last: z.number(),
  count: z.int().min(1).describe("Samples in it."),
});
export type SeriesPoint = z.infer<typeof SeriesPoint>;

export const RobotSeries = z
  .object({
    robot_id: z.string(),
    metric: z.string(),
    from: z.number(),
    to: z.number(),
    step_seconds: z.number(),
    points: z.array(SeriesPoint).describe("Oldest first."),
  })
  .meta({ id: "RobotSeries" });
export type RobotSeries = z.infer<typeof RobotSeries>;

export const SessionsQuery = Window.extend({
  limit: z.coerce.number().int().min(1).max(1000).default(100).describe("At most so many."),
  before: z
    .string()
    .max(64)
    .optional()
    .describe("Sessions that ended before this stream id: the last answer's `next`."),
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

export const FleetQuery = SeriesQuery;

/** One step of one metric over all robots that reported in it. */
export const FleetPoint = z.object({
  at: z.number(),
  robots: z.int().min(1).describe("How many reported."),
  min: z.number(),
  p10: z.number(),
  p50: z.number(),
  p90: z.number(),
  max: z.number(),
});
export type FleetPoint = z.infer<typeof FleetPoint>;

export const OUTLIERS_MAX = 8;

export const FleetSeries = z
  .object({
    metric: z.string(),
    from: z.number(),
    to: z.number(),
    step_seconds: z.number(),
    points: z.array(FleetPoint).describe("Oldest first; of the robots' means per step."),
    outliers: z
      .array(
        z.object({ robot_id: z.string(), points: z.array(z.object({ at: z.number(), mean: z.number() })) }),
      )
      .describe(`Robots furthest outside the p10–p90 band, furthest first, at most ${OUTLIERS_MAX}.`),
  })
  .meta({ id: "FleetSeries" });
export type FleetSeries = z.infer<typeof FleetSeries>;

/** Many robots dropped within seconds: one story, not many. */
export const CommonCause = z.object({
  from: z.number().describe("First drop."),
  to: z.number().describe("Last drop."),
  reason: z.string().nullable().describe("The most frequent one."),
  robots: z.array(z.string()).describe("Who, at most 200."),
  count: z.int().min(2).describe("How many robots."),
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

export const GetRobotSeries = {
  method: "GET",
  path: "/api/telemetry/robots/{robot_id}/history",
  tag: "telemetry",
  summary: "One metric of a robot over time: raw for 15 minutes, 10 s for a day, 1 min for 90 days",
  params: RobotParams,
  query: SeriesQuery,
  status: 200,
  answer: RobotSeries,
  errors: { 404: NEVER_SEEN, ...HISTORY_ERRORS },
} satisfies RouteSpec;

export const ListSessions = {
  method: "GET",
  path: "/api/telemetry/robots/{robot_id}/sessions",
  tag: "telemetry",
  summary: "A robot's connections, open and ended",
  params: RobotParams,
  query: SessionsQuery,
  status: 200,
  answer: SessionList,
  errors: { 404: NEVER_SEEN, ...HISTORY_ERRORS },
} satisfies RouteSpec;

export const GetFleetSeries = {
  method: "GET",
  path: "/api/telemetry/fleet",
  tag: "telemetry",
  summary: "One metric over all robots: median, p10–p90 band and outliers",
  query: FleetQuery,
  status: 200,
  answer: FleetSeries,
  errors: HISTORY_ERRORS,
} satisfies RouteSpec;

export const GetFleetSessions = {
  method: "GET",
  path: "/api/telemetry/fleet/sessions",
  tag: "telemetry",
  summary: "Connections over time, sessions by length, reasons of disconnects, common causes",
  query: Window,
  status: 200,
  answer: FleetSessions,
  errors: HISTORY_ERRORS,
} satisfies RouteSpec;
