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

/**
 * What follows is new beside BRAiN's three, in the same style: how good a connection is, and what operators did.
 * Low-rate: a connection's quality is told when its grade changes, and every quarter of an hour, never per sample.
 */
export const QUALITY_GRADES = ["good", "fair", "poor"] as const;
export type QualityGrade = (typeof QUALITY_GRADES)[number];

/** Measured by the server over `window_seconds`: round trip and jitter in milliseconds, rates per second. */
export const QualityMeasured = z.looseObject({
  robot_id: EntityId,
  connection_id: z.string().min(1).max(256),
  grade: z.enum(QUALITY_GRADES),
  latency_ms: metric,
  jitter_ms: metric,
  probes: z.number(),
  missed_probes: z.number(),
  messages_per_second: z.number(),
  bytes_per_second: z.number(),
  refused_messages: z.number(),
  window_seconds: z.number(),
  measured_at: z.number(),
});
export type QualityMeasured = z.infer<typeof QualityMeasured>;

const words = optional(z.string());

/** An operator closed `connections` open ones. */
export const RobotKicked = z.looseObject({
  robot_id: EntityId,
  connections: z.number(),
  reason: words,
  kicked_at: z.number(),
});
export type RobotKicked = z.infer<typeof RobotKicked>;

/** Refused until then. */
export const RobotBlocked = z.looseObject({
  robot_id: EntityId,
  blocked_until: z.number(),
  reason: words,
  blocked_at: z.number(),
});
export type RobotBlocked = z.infer<typeof RobotBlocked>;

export const RobotUnblocked = z.looseObject({ robot_id: EntityId, unblocked_at: z.number() });
export type RobotUnblocked = z.infer<typeof RobotUnblocked>;

/** Hidden from the lists until it connects again or is restored. */
export const RobotArchived = z.looseObject({ robot_id: EntityId, reason: words, archived_at: z.number() });
export type RobotArchived = z.infer<typeof RobotArchived>;

export const RobotRestored = z.looseObject({ robot_id: EntityId, restored_at: z.number() });
export type RobotRestored = z.infer<typeof RobotRestored>;

/** The one note on a robot; an empty one takes it away. */
export const RobotNoted = z.looseObject({ robot_id: EntityId, note: z.string(), noted_at: z.number() });
export type RobotNoted = z.infer<typeof RobotNoted>;

/** Renames `battery_level` to `battery_percentage` where the latter is absent. */
export function withBatteryAlias(input: unknown): unknown {
  if (typeof input !== "object" || input === null || !("battery_level" in input)) return input;
  const { battery_level, ...rest } = input as Record<string, unknown>;
  return { ...rest, battery_percentage: rest.battery_percentage ?? battery_level };
}
