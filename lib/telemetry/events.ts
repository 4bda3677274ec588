import { z } from "zod";
import { EntityId } from "../ids.ts";
import { optional } from "../optional.ts";

/** Why a robot's connection ended, as we write it; other producers may say anything else. */
export const CLOSE_REASONS = [
  "client_disconnect",
  "transport_error",
  "heartbeat_timeout",
  "server_shutdown",
  "gateway_lost",
  "replaced",
  "kicked",
] as const;
export type CloseReason = (typeof CLOSE_REASONS)[number];

/** Payloads of the three `telemetry.*` events (contract section 3). Times are Unix seconds. Unknown keys are kept. */
export const ConnectionEstablished = z.looseObject({
  robot_id: EntityId,
  connection_id: z.string().min(1).max(256),
  connected_at: z.number(),
});
export type ConnectionEstablished = z.infer<typeof ConnectionEstablished>;

export const ConnectionClosed = z.looseObject({
  robot_id: EntityId,
  connection_id: z.string().min(1).max(256),
  duration_seconds: z.number(),
  reason: optional(z.string()),
  disconnected_at: z.number(),
});
export type ConnectionClosed = z.infer<typeof ConnectionClosed>;

const metric = optional(z.number());

/** Percent, percent, milliseconds, percent; any of them may be missing. `battery_level` is an alias in the wild. */
export const RobotMetrics = z.preprocess(
  withBatteryAlias,
  z.looseObject({
    cpu_usage: metric,
    memory_usage: metric,
    network_latency_ms: metric,
    battery_percentage: metric,
  }),
);

export const MetricsPublished = z.looseObject({
  robot_id: EntityId,
  metrics: RobotMetrics,
  published_at: z.number(),
});
export type MetricsPublished = z.infer<typeof MetricsPublished>;

/** Renames `battery_level` to `battery_percentage` where the latter is absent. */
export function withBatteryAlias(input: unknown): unknown {
  if (typeof input !== "object" || input === null || !("battery_level" in input)) return input;
  const { battery_level, ...rest } = input as Record<string, unknown>;
  return { ...rest, battery_percentage: rest.battery_percentage ?? battery_level };
}
