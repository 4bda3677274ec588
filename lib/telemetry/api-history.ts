import { z } from "zod";
import { HISTORY_ERRORS, type RouteSpec } from "../http/api.ts";
import { TimeParam } from "../http/time-param.ts";
import { EntityId } from "../ids.ts";
import { MOST_POINTS, USUAL_POINTS } from "./history-window.ts";
import { METRIC_NAME } from "./sample.ts";

/** What robots measured, as it is kept: 10 s for a day, minutes for 90 days. Times are Unix seconds, UTC. */

export const MetricHistoryQuery = z.object({
  metric: z
    .string()
    .regex(METRIC_NAME, "is not a metric name")
    .describe("One of the four, or one of a robot's own."),
  from: TimeParam.optional().describe("Begin; a day before the end when left out."),
  to: TimeParam.optional().describe("End; now when left out."),
  step: z.coerce
    .number()
    .int()
    .min(1)
    .max(90 * 86_400)
    .optional()
    .describe(
      `Seconds per point, at most ${MOST_POINTS} points. Left out: at most ${USUAL_POINTS}. The answer says what it became: whole tens, and whole minutes from a day back on.`,
    ),
});
export type MetricHistoryQuery = z.infer<typeof MetricHistoryQuery>;

const Rollup = z.object({
  at: z.number().describe("Begin of the step."),
  min: z.number(),
  mean: z.number(),
  max: z.number(),
  last: z.number(),
  count: z.int().min(1).describe("Samples in it."),
});

const answered = {
  metric: z.string(),
  from: z.number().describe("Begin of the first step. Not before what is kept, 90 days."),
  to: z.number(),
  step_seconds: z.number(),
};

export const MetricHistory = z
  .object({
    robot_id: z.string(),
    ...answered,
    points: z.array(Rollup).describe("Oldest first. Steps without a sample are left out."),
  })
  .meta({ id: "MetricHistory" });
export type MetricHistory = z.infer<typeof MetricHistory>;

export const FleetPoint = z.object({
  at: z.number().describe("Begin of the step."),
  robots: z.int().min(1).describe("How many reported."),
  min: z.number().describe("The lowest single sample."),
  p10: z.number().describe("Of the robots' means, as the next two."),
  median: z.number(),
  p90: z.number(),
  max: z.number().describe("The highest single sample."),
});
export type FleetPoint = z.infer<typeof FleetPoint>;

export const Outlier = z.object({
  robot_id: z.string(),
  distance: z.number().describe("From the band between p10 and p90: root mean square, in the metric's unit."),
  points: z.array(z.object({ at: z.number(), mean: z.number() })),
});
export type Outlier = z.infer<typeof Outlier>;

export const FleetHistory = z
  .object({
    ...answered,
    robots: z.int().min(0).describe("How many reported in the window."),
    points: z.array(FleetPoint).describe("Oldest first. Steps without a sample are left out."),
    outliers: z.array(Outlier).describe("The robots furthest outside the band, at most 5, furthest first."),
  })
  .meta({ id: "FleetHistory" });
export type FleetHistory = z.infer<typeof FleetHistory>;

export const GetMetricHistory = {
  method: "GET",
  path: "/api/telemetry/robots/{robot_id}/history",
  needs: "viewer",
  tag: "telemetry",
  summary: "One metric of a robot over time: min, mean, max, last and count per step",
  params: z.object({ robot_id: EntityId.describe("The robot.") }),
  query: MetricHistoryQuery,
  status: 200,
  answer: MetricHistory,
  errors: { 404: "The robot has never been seen.", ...HISTORY_ERRORS },
} satisfies RouteSpec;

export const GetFleetHistory = {
  method: "GET",
  path: "/api/telemetry/fleet/history",
  needs: "viewer",
  tag: "telemetry",
  summary: "One metric over all robots: median, p10–p90, extremes and outliers per step",
  query: MetricHistoryQuery,
  status: 200,
  answer: FleetHistory,
  errors: HISTORY_ERRORS,
} satisfies RouteSpec;
