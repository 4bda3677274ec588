import type { Robot, RobotList, RobotMetricsAnswer, RobotsQuery, TelemetryInfo } from "#lib/telemetry/api";
import type { FleetHistory, MetricHistory, MetricHistoryQuery } from "#lib/telemetry/api-history";
import type {
  ArchiveRequest,
  BlockRequest,
  KickRequest,
  NoteRequest,
  RobotRemarks,
} from "#lib/telemetry/api-operators";
import type { FleetSessions, SessionList, SessionsQuery, Window } from "#lib/telemetry/api-sessions";

export interface TelemetryService {
  info(): Promise<TelemetryInfo> | TelemetryInfo;
  robots(query: RobotsQuery): Promise<RobotList> | RobotList;
  /** "not_found" for a robot never seen, here and below. */
  robot(robotId: string): Promise<Robot> | Robot;
  /** Publishes `telemetry.metrics_published` unless that is switched off. */
  robotMetrics(robotId: string): Promise<RobotMetricsAnswer> | RobotMetricsAnswer;
  /** "history_unavailable" while the history can't be read. */
  sessions(robotId: string, query: SessionsQuery): Promise<SessionList>;
  /** "history_unavailable" while the history can't be read. */
  fleetSessions(window: Window): Promise<FleetSessions>;
  /** "invalid" naming `from` or `step`; "history_unavailable" while what was kept can't be read, here and below. */
  history(robotId: string, query: MetricHistoryQuery): Promise<MetricHistory>;
  fleetHistory(query: MetricHistoryQuery): Promise<FleetHistory>;
  disconnect(robotId: string, request: KickRequest): Promise<RobotRemarks>;
  block(robotId: string, request: BlockRequest): Promise<RobotRemarks>;
  unblock(robotId: string): Promise<RobotRemarks>;
  /** "conflict" while it is connected. */
  archive(robotId: string, request: ArchiveRequest): Promise<RobotRemarks>;
  restore(robotId: string): Promise<RobotRemarks>;
  note(robotId: string, request: NoteRequest): Promise<RobotRemarks>;
}
