import type {
  AgentList,
  AgentsQuery,
  History,
  MutationRequest,
  Snapshot,
  SnapshotRequest,
} from "#lib/dna/api";
import type {
  EventList,
  EventsAccepted,
  EventsQuery,
  EventsRequest,
  Quarantine,
  QuarantineQuery,
} from "#lib/events/api";
import type { HealthReport } from "#lib/health/api";
import type { JsonText } from "#lib/http/api";
import type { KarmaInfo, KarmaMetrics, KarmaScore, RyrMetrics, RyrScore } from "#lib/karma/api";
import type {
  JobList,
  JobRunResult,
  MissionCounts,
  MissionsAccepted,
  MissionsRequest,
} from "#lib/metrics/api";
import type { RobotList, RobotMetricsAnswer, TelemetryInfo } from "#lib/telemetry/api";

/** The door for route handlers: what compose provides. Every failure is an AppError. */
export interface Services {
  dna: DnaService;
  karma: KarmaService;
  metrics: MetricsService;
  telemetry: TelemetryService;
  events: EventsService;
  health: HealthService;
  demo: DemoService;
  log: { error(fields: object, message: string): void };
}

export interface DnaService {
  /** "invalid" naming `parent_snapshot_id` when that is no snapshot of the agent. */
  createSnapshot(request: SnapshotRequest): Promise<Snapshot>;
  /** "not_found" when the agent has no snapshot. */
  mutate(agentId: string, request: MutationRequest): Promise<Snapshot>;
  /** Empty for an unknown agent. As text: the same history is asked for again and again. */
  history(agentId: string, query?: { limit?: number | undefined }): Promise<JsonText<History>>;
  agents(query?: Partial<AgentsQuery>): Promise<AgentList>;
  /** `karma` is 0–1. The agent's latest snapshot with it, or null for an unknown agent: then nothing happened. */
  updateKarma(agentId: string, karma: number): Promise<Snapshot | null>;
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
  robots(): Promise<RobotList> | RobotList;
  /** Publishes `telemetry.metrics_published` unless that is switched off. "not_found" for a robot never seen. */
  robotMetrics(robotId: string): Promise<RobotMetricsAnswer> | RobotMetricsAnswer;
}

export interface EventsService {
  list(query: EventsQuery): Promise<EventList>;
  quarantine(query: QuarantineQuery): Promise<Quarantine> | Quarantine;
  /** "invalid" with problems when an event would be quarantined by the reader: `loc` begins with "body". */
  append(request: EventsRequest): Promise<EventsAccepted>;
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
