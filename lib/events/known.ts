// Without the payloads' schemas, so that the browser's fold carries no validator: the decoder has done its work.
import type { PayloadOf } from "./catalog.ts";

/** The types of the events this product knows; `catalog.ts` says what each carries. */
export const KNOWN_TYPES = [
  "dna.snapshot_created",
  "dna.mutation_applied",
  "dna.karma_updated",
  "metrics.aggregation_started",
  "metrics.aggregation_completed",
  "metrics.aggregation_failed",
  "telemetry.connection_established",
  "telemetry.connection_closed",
  "telemetry.metrics_published",
  // New here, beside the contract's nine.
  "telemetry.quality_measured",
  "telemetry.robot_kicked",
  "telemetry.robot_blocked",
  "telemetry.robot_unblocked",
  "telemetry.robot_archived",
  "telemetry.robot_restored",
  "telemetry.robot_noted",
  "alert.fired",
  "alert.reopened",
  "alert.cleared",
  "alert.acknowledged",
  "alert.snoozed",
  "alert.muted",
  "alert.unmuted",
  "alert.rule_changed",
  "access.login",
  "access.login_failed",
  "access.logout",
  "access.user_created",
  "access.user_changed",
  "access.user_removed",
  "access.token_created",
  "access.token_revoked",
] as const;
export type KnownType = (typeof KNOWN_TYPES)[number];

const known = new Set<string>(KNOWN_TYPES);

export const isKnownType = (type: string): type is KnownType => known.has(type);

/** A known event whose payload has been validated; tells its payload's type by `type`. */
export type KnownEvent = { [T in KnownType]: { type: T; payload: PayloadOf<T> } }[KnownType];

/** Narrows an event to a known one. The decoder has validated the payloads of known types. */
export function asKnown<E extends { type: string }>(event: E): (E & KnownEvent) | null {
  return isKnownType(event.type) ? (event as E & KnownEvent) : null;
}
