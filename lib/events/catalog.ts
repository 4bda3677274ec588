import type { z } from "zod";
import {
  LoggedIn,
  LoggedOut,
  LoginFailed,
  TokenCreated,
  TokenRevoked,
  UserChanged,
  UserCreated,
  UserRemoved,
} from "../access/events.ts";
import {
  AlertAcknowledged,
  AlertCleared,
  AlertFired,
  AlertMuted,
  AlertReopened,
  AlertRuleChanged,
  AlertSnoozed,
  AlertUnmuted,
} from "../alerts/events.ts";
import { KarmaUpdated, MutationApplied, SnapshotCreated } from "../dna/events.ts";
import { AggregationCompleted, AggregationFailed, AggregationStarted } from "../metrics/events.ts";
import {
  ConnectionClosed,
  ConnectionEstablished,
  MetricsPublished,
  QualityMeasured,
  RobotArchived,
  RobotBlocked,
  RobotKicked,
  RobotNoted,
  RobotRestored,
  RobotUnblocked,
} from "../telemetry/events.ts";
import type { KnownType } from "./known.ts";

/** THE list of the events this product knows, each with its payload's schema and a producer. Others are shown, never dropped. */
export const CATALOG = {
  "dna.snapshot_created": { payload: SnapshotCreated, source: "dna_service", noun: "dna" },
  "dna.mutation_applied": { payload: MutationApplied, source: "dna_service", noun: "dna" },
  "dna.karma_updated": { payload: KarmaUpdated, source: "dna_service", noun: "dna" },
  "metrics.aggregation_started": { payload: AggregationStarted, source: "metrics_service", noun: "metrics" },
  "metrics.aggregation_completed": {
    payload: AggregationCompleted,
    source: "metrics_service",
    noun: "metrics",
  },
  "metrics.aggregation_failed": { payload: AggregationFailed, source: "metrics_service", noun: "metrics" },
  "telemetry.connection_established": {
    payload: ConnectionEstablished,
    source: "telemetry_service",
    noun: "telemetry",
  },
  "telemetry.connection_closed": {
    payload: ConnectionClosed,
    source: "telemetry_service",
    noun: "telemetry",
  },
  "telemetry.metrics_published": {
    payload: MetricsPublished,
    source: "telemetry_service",
    noun: "telemetry",
  },
  "telemetry.quality_measured": { payload: QualityMeasured, source: "telemetry_service", noun: "telemetry" },
  "telemetry.robot_kicked": { payload: RobotKicked, source: "telemetry_service", noun: "telemetry" },
  "telemetry.robot_blocked": { payload: RobotBlocked, source: "telemetry_service", noun: "telemetry" },
  "telemetry.robot_unblocked": { payload: RobotUnblocked, source: "telemetry_service", noun: "telemetry" },
  "telemetry.robot_archived": { payload: RobotArchived, source: "telemetry_service", noun: "telemetry" },
  "telemetry.robot_restored": { payload: RobotRestored, source: "telemetry_service", noun: "telemetry" },
  "telemetry.robot_noted": { payload: RobotNoted, source: "telemetry_service", noun: "telemetry" },
  "alert.fired": { payload: AlertFired, source: "alerts_service", noun: "alerts" },
  "alert.reopened": { payload: AlertReopened, source: "alerts_service", noun: "alerts" },
  "alert.cleared": { payload: AlertCleared, source: "alerts_service", noun: "alerts" },
  "alert.acknowledged": { payload: AlertAcknowledged, source: "alerts_service", noun: "alerts" },
  "alert.snoozed": { payload: AlertSnoozed, source: "alerts_service", noun: "alerts" },
  "alert.muted": { payload: AlertMuted, source: "alerts_service", noun: "alerts" },
  "alert.unmuted": { payload: AlertUnmuted, source: "alerts_service", noun: "alerts" },
  "alert.rule_changed": { payload: AlertRuleChanged, source: "alerts_service", noun: "alerts" },
  "access.login": { payload: LoggedIn, source: "access_service", noun: "access" },
  "access.login_failed": { payload: LoginFailed, source: "access_service", noun: "access" },
  "access.logout": { payload: LoggedOut, source: "access_service", noun: "access" },
  "access.user_created": { payload: UserCreated, source: "access_service", noun: "access" },
  "access.user_changed": { payload: UserChanged, source: "access_service", noun: "access" },
  "access.user_removed": { payload: UserRemoved, source: "access_service", noun: "access" },
  "access.token_created": { payload: TokenCreated, source: "access_service", noun: "access" },
  "access.token_revoked": { payload: TokenRevoked, source: "access_service", noun: "access" },
} as const satisfies Record<KnownType, { payload: z.ZodType; source: string; noun: string }>;

export type PayloadOf<T extends KnownType> = z.infer<(typeof CATALOG)[T]["payload"]>;
