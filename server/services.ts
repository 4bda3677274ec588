import type {
  Account,
  CreatedToken,
  Credentials,
  LoginRequest,
  LogoutRequest,
  PasswordRequest,
  SetupRequest,
  TokenRequest,
  UserChange,
  UserRequest,
} from "#lib/access/api";
import type { Action, Principal } from "#lib/access/decide";
import type { LoginProvider } from "#lib/access/provider";
import type { RuleList, WhatIf, WhatIfQuery } from "#lib/alerts/api";
import type {
  AcknowledgeRequest,
  AlertList,
  AlertsQuery,
  AlertView,
  MuteRequest,
  MuteView,
  RuleAnswer,
  RuleRequest,
  SnoozeRequest,
} from "#lib/alerts/api-alerts";
import type {
  ChannelList,
  ChannelRequest,
  ChannelView,
  DeliveryList,
  DeliveryView,
} from "#lib/alerts/api-delivery";
import type { Subject } from "#lib/alerts/track";
import type {
  AgentList,
  AgentsQuery,
  History,
  MutationRequest,
  Snapshot,
  SnapshotRequest,
} from "#lib/dna/api";
import type {
  Diff,
  DiffQuery,
  ImpactQuery,
  ImpactReport,
  Lineage,
  RollbackRequest,
} from "#lib/dna/api-insights";
import type { Chosen, DropResult, Quarantine, QuarantineQuery, RetryResult } from "#lib/doctor/api";
import type { DoctorReport } from "#lib/doctor/report";
import type { EventList, EventsAccepted, EventsQuery, EventsRequest } from "#lib/events/api";
import type { State } from "#lib/fold";
import type { HealthReport } from "#lib/health/api";
import type {
  CapsuleQuery,
  EventParams,
  ExportQuery,
  FieldList,
  Histogram,
  HistogramQuery,
  HistoryReport,
  OneEvent,
  OutageList,
  PastState,
  StateQuery,
  ValueList,
  ValuesQuery,
  WindowQuery,
} from "#lib/history/api";
import type { JsonText } from "#lib/http/api";
import type { KarmaInfo, KarmaMetrics, KarmaScore, RyrMetrics, RyrScore } from "#lib/karma/api";
import type { EvaluationsQuery, KarmaEvaluations } from "#lib/karma/api-evaluations";
import type { DashboardPicture } from "#lib/live/api";
import type {
  JobList,
  JobRunResult,
  MissionCounts,
  MissionsAccepted,
  MissionsRequest,
} from "#lib/metrics/api";
import type { StreamsReport } from "#lib/streams/api";
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
import type { Proof } from "#lib/telemetry/proof";
import type { LatestSample } from "#lib/telemetry/sample";
import type { Client } from "./security/client.ts";
import type { Asked } from "./security/oidc/sign-in.ts";

/** The door for route handlers: what compose provides. Every failure is an AppError. */
export interface Services {
  access: AccessService;
  dna: DnaService;
  karma: KarmaService;
  metrics: MetricsService;
  telemetry: TelemetryService;
  events: EventsService;
  doctor: DoctorService;
  history: HistoryService;
  streams: StreamsService;
  live: LiveService;
  alerts: AlertsService;
  health: HealthService;
  demo: DemoService;
  log: { error(fields: object, message: string): void };
}

/** What the browser's pages begin with. */
export interface LiveService {
  /** The present, as a dashboard's socket would tell it first. */
  picture(who: Principal): JsonText<DashboardPicture>;
  /** The present, for pages that are drawn here, and below. */
  state(): State;
  samples(): ReadonlyMap<string, LatestSample>;
  proof(): Proof;
}

/** Who calls a route. */
export interface Asker {
  who: Principal;
  client: Client;
}

export interface AccessService {
  /** Who it is, if they may. "unauthorized", "forbidden"; "rate_limited" after too many unknown tokens. */
  permit(request: Pick<Request, "method" | "headers">, action: Action, client: Client): Promise<Principal>;
  account(asker: Asker): Account;
  credentials(asker: Asker): Credentials;
  /** "unauthorized"; "rate_limited". Sets the cookie, here and below where a Response is answered. */
  logIn(request: LoginRequest, asker: Asker): Promise<Response>;
  /** "unauthorized", "conflict" when there is a user already. */
  setUp(request: SetupRequest, asker: Asker): Promise<Response>;
  /** The identity provider that the log-in page offers; null without one. */
  provider(): LoginProvider | null;
  /** "not_found" without one, here and below. */
  beginSignIn(next: string | undefined, asker: Asker, request: Asked): Promise<Response>;
  finishSignIn(asker: Asker, request: Asked): Promise<Response>;
  logOut(request: LogoutRequest, asker: Asker): Promise<Response>;
  changePassword(request: PasswordRequest, asker: Asker): Promise<Response>;
  /** "conflict", here and below where nobody would be an admin any more. */
  createUser(request: UserRequest, asker: Asker): Promise<Credentials>;
  /** "not_found", here and below. */
  changeUser(name: string, change: UserChange, asker: Asker): Promise<Credentials>;
  removeUser(name: string, asker: Asker): Promise<Credentials>;
  createToken(request: TokenRequest, asker: Asker): Promise<CreatedToken>;
  revokeToken(keyId: string, asker: Asker): Promise<Credentials>;
  endSession(id: string, asker: Asker): Promise<Credentials>;
}

export interface AlertsService {
  list(query: AlertsQuery): AlertList;
  /** "not_found" for an alert never seen, "conflict" for one that is over; here and below. */
  acknowledge(alertId: string, request: AcknowledgeRequest): Promise<AlertView>;
  snooze(alertId: string, request: SnoozeRequest): Promise<AlertView>;
  mute(request: MuteRequest): Promise<MuteView>;
  /** "not_found" when it isn't muted. */
  unmute(subject: Subject): Promise<MuteView>;
  rules(): RuleList;
  /** "invalid" naming `kind` when it isn't that of the rule there is. */
  putRule(ruleId: string, request: RuleRequest): Promise<RuleAnswer>;
  channels(): Promise<ChannelList>;
  /** "invalid" naming `url` for an address that nothing is sent to, "conflict" when there are too many. */
  addChannel(request: ChannelRequest): Promise<ChannelView>;
  /** "not_found", here and below. */
  removeChannel(channelId: string): Promise<ChannelView>;
  testChannel(channelId: string): Promise<DeliveryView>;
  deliveries(): Promise<DeliveryList>;
  /** "not_found". */
  resetRule(ruleId: string): Promise<RuleAnswer>;
  /** "invalid" naming `from`; "history_unavailable" while the history can't be read. */
  whatIf(query: WhatIfQuery): Promise<WhatIf>;
}

export interface DnaService {
  /** "invalid" naming `parent_snapshot_id` when that is no snapshot of the agent; "conflict" as expected_version says. */
  createSnapshot(request: SnapshotRequest): Promise<Snapshot>;
  /** "not_found" when the agent has no snapshot; "conflict" as expected_version says. */
  mutate(agentId: string, request: MutationRequest): Promise<Snapshot>;
  /** "not_found" when the agent has no such version; "conflict" as expected_version says. */
  rollBack(agentId: string, request: RollbackRequest): Promise<Snapshot>;
  /** Empty for an unknown agent. As text: the same history is asked for again and again. */
  history(agentId: string, query?: { limit?: number | undefined }): Promise<JsonText<History>>;
  /** Empty for an unknown agent. */
  lineage(agentId: string, query?: { limit?: number | undefined }): Promise<Lineage>;
  /** "not_found". */
  snapshot(id: number): Promise<Snapshot>;
  /** "not_found" when the agent has no such version. */
  diff(agentId: string, query: DiffQuery): Promise<Diff>;
  impact(query?: ImpactQuery): Promise<ImpactReport>;
  agents(query?: Partial<AgentsQuery>): Promise<AgentList>;
  /** The newest score of one version, or of each among the newest `limit`, oldest first. Empty for an unknown agent. */
  evaluations(agentId: string, query: OfVersions): Promise<Evaluation[]>;
  /**
   * `karma` is 0–1; `why` is kept beside the version. The agent's latest snapshot with it, or null for an unknown
   * agent: then nothing happened.
   */
  updateKarma(agentId: string, karma: number, why?: KarmaReason): Promise<Snapshot | null>;
}

export interface OfVersions {
  version?: number | undefined;
  limit: number;
}

/** The newest score of a version. Karma is 0–1, times are Unix seconds. */
export interface Evaluation {
  version: number;
  snapshot_id: number;
  karma: number;
  /** What the version carried before it was first scored. */
  before: number | null;
  first_at: number;
  at: number;
  /** How often it was scored. */
  times: number;
  /** What the score was made from, as its maker handed it over; null when it said nothing. */
  reason: unknown;
}

/** Why a karma is what it is, from whoever computed it. */
export interface KarmaReason {
  /** Kept beside the version as it is. */
  reason: unknown;
  /** Points of 100 by what gave or cost them: for the event. */
  points: Record<string, number>;
}

/** Whom a RYR score is about; null where it isn't known. */
export interface RyrSubject {
  agent_id: string;
  robot_id: string | null;
  fleet_id: string | null;
}

/** Scores are 0–100. */
export interface KarmaService {
  info(): KarmaInfo;
  score(agentId: string, metrics: KarmaMetrics): Promise<KarmaScore>;
  scoreRyr(subject: RyrSubject, metrics: RyrMetrics): Promise<RyrScore>;
  /** Why each version has its karma. Empty for an unknown agent. */
  evaluations(agentId: string, query: EvaluationsQuery): Promise<KarmaEvaluations>;
}

export interface MetricsService {
  jobs(): Promise<JobList> | JobList;
  /** Runs the job now and answers when it has ended. "not_found" for an unknown job, "conflict" while it runs. */
  run(jobId: string): Promise<JobRunResult>;
  missions(): Promise<MissionCounts> | MissionCounts;
  addMissions(request: MissionsRequest): Promise<MissionsAccepted>;
}

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

export interface EventsService {
  /** From the history, or from the newest part of the log while that can't be read. "invalid" naming `query`. */
  list(query: EventsQuery): Promise<EventList>;
  /** "invalid" with problems when an event would be quarantined by the reader: `loc` begins with "body". */
  append(request: EventsRequest): Promise<EventsAccepted>;
}

/** What deviates from the contract. Fails with "history_unavailable" while the history's file can't be used. */
export interface DoctorService {
  report(): Promise<DoctorReport>;
  quarantine(query: QuarantineQuery): Promise<Quarantine>;
  /** What can be read now takes its place in the history, and leaves the quarantine. */
  retry(chosen: Chosen): Promise<RetryResult>;
  drop(chosen: Chosen): Promise<DropResult>;
}

/** What is kept of the past. Fails with "history_unavailable" while it can't be read, "invalid" naming `query`. */
export interface HistoryService {
  histogram(query: HistogramQuery): Promise<Histogram>;
  fields(): Promise<FieldList>;
  values(query: ValuesQuery): Promise<ValueList>;
  /** "not_found" for an event that isn't there, or not any more. */
  event(params: EventParams): Promise<OneEvent>;
  /** A stream of every event that fits. */
  export(query: ExportQuery): Promise<Response>;
  /** "not_found" before everything that is kept. */
  state(query: StateQuery): Promise<PastState | JsonText<PastState>>;
  outages(query: WindowQuery): Promise<OutageList>;
  /** "too_large" for a window with more events than one file should hold. */
  capsule(query: CapsuleQuery): Promise<Response>;
  report(): Promise<HistoryReport> | HistoryReport;
}

/** What is in the event store. */
export interface StreamsService {
  /** At most 2 s old. "store_unavailable" while the store can't be reached. */
  report(): Promise<StreamsReport>;
}

export interface HealthService {
  report(): Promise<HealthReport>;
  /** The metrics in Prometheus' text format. */
  prometheus(): Promise<{ contentType: string; text: string }>;
}

/** The simulator of this server. */
export interface DemoService {
  running(): boolean;
  start(): void;
  stop(): Promise<void>;
}

// Next bundles route handlers apart from the server: a module-level variable would exist twice.
const KEY = Symbol.for("brainwave.services");

/** What compose provided. Call it inside a handler, never at a module's top level. */
export function services(): Services {
  const provided: unknown = Reflect.get(globalThis, KEY);
  if (!provided)
    throw new Error("No services were provided: route handlers need the server in server/main.ts");
  return provided as Services;
}

/** Called once, by compose. */
export function provideServices(provided: Services): void {
  Reflect.set(globalThis, KEY, provided);
}
