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
import type { JsonText } from "#lib/http/api";

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
