import { criticalWarnings, recommendations } from "#lib/karma/advice";
import type { RyrMetrics, RyrScore } from "#lib/karma/api";
import type { KarmaEvaluation } from "#lib/karma/api-evaluations";
import { breakdownOf, pointsOf, type ScoreReason } from "#lib/karma/breakdown";
import { fleetScore, karmaScore, navigationScore, overallScore, safetyScore } from "#lib/karma/score";
import { toIso, toSeconds } from "#lib/time";
import type { DnaService, Evaluation, KarmaReason } from "#server/services/dna";
import type { KarmaService, RyrSubject } from "#server/services/karma";
import { KARMA_INFO } from "./info.ts";

/**
 * Scores agents, robots and fleets, 0–100 (contract section 4). The score becomes the karma (0–1) of the agent's
 * latest snapshot before the answer goes out, and what it was made from is kept beside it; for an agent without one it is answered and nothing is stored.
 * `now` gives Unix milliseconds.
 */
export function createKarma({
  dna,
  now = Date.now,
}: {
  dna: Pick<DnaService, "updateKarma" | "evaluations">;
  now?: () => number;
}): KarmaService {
  const computedAt = () => toIso(toSeconds(now()));

  return {
    info: () => KARMA_INFO,
    async score(agentId, metrics) {
      const score = karmaScore(metrics);
      await dna.updateKarma(agentId, score / 100, because({ kind: "agent", score, metrics }));
      return { agent_id: agentId, score, computed_at: computedAt(), details: metrics };
    },
    async scoreRyr(subject, metrics) {
      const answer = ryrScore(subject, metrics, computedAt());
      await dna.updateKarma(subject.agent_id, answer.overall_score / 100, because(reasonOf(answer)));
      return answer;
    },
    async evaluations(agentId, query) {
      const found = await dna.evaluations(agentId, query);
      return { agent_id: agentId, evaluations: found.map(toAnswer) };
    },
  };
}

const because = (reason: ScoreReason): KarmaReason => ({ reason, points: pointsOf(reason) });

const reasonOf = ({ agent_id, computed_at, overall_score: score, ...kept }: RyrScore): ScoreReason => ({
  kind: "ryr",
  score,
  ...kept,
});

const toAnswer = (evaluation: Evaluation): KarmaEvaluation => ({
  version: evaluation.version,
  snapshot_id: evaluation.snapshot_id,
  karma_score: evaluation.karma,
  previous_score: evaluation.before,
  first_evaluated_at: toIso(evaluation.first_at),
  evaluated_at: toIso(evaluation.at),
  times: evaluation.times,
  // Only `because` hands a reason over.
  breakdown: evaluation.reason === null ? null : breakdownOf(evaluation.reason as ScoreReason),
});

function ryrScore(subject: RyrSubject, metrics: RyrMetrics, computedAt: string): RyrScore {
  const fleet = fleetScore(metrics.fleet);
  const safety = safetyScore(metrics.safety);
  const navigation = navigationScore(metrics.navigation);
  return {
    ...subject,
    overall_score: overallScore({ fleet, safety, navigation }),
    fleet_score: fleet,
    safety_score: safety,
    navigation_score: navigation,
    computed_at: computedAt,
    metrics,
    critical_warnings: criticalWarnings(metrics, safety),
    recommendations: recommendations(metrics),
  };
}
