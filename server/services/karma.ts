import type { KarmaInfo, KarmaMetrics, KarmaScore, RyrMetrics, RyrScore } from "#lib/karma/api";
import type { EvaluationsQuery, KarmaEvaluations } from "#lib/karma/api-evaluations";

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
