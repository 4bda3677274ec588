import { criticalWarnings, recommendations } from "#lib/karma/advice";
import type { RyrMetrics, RyrScore } from "#lib/karma/api";
import { fleetScore, karmaScore, navigationScore, overallScore, safetyScore } from "#lib/karma/score";
import { toIso, toSeconds } from "#lib/time";
import type { DnaService, KarmaService, RyrSubject } from "#server/services";
import { KARMA_INFO } from "./info.ts";

/**
 * Scores agents, robots and fleets, 0–100 (contract section 4). The score becomes the karma (0–1) of the agent's
 * latest snapshot before the answer goes out; for an agent without one it is answered and nothing is stored.
 * `now` gives Unix milliseconds.
 */
export function createKarma({
  dna,
  now = Date.now,
}: {
  dna: Pick<DnaService, "updateKarma">;
  now?: () => number;
}): KarmaService {
  const computedAt = () => toIso(toSeconds(now()));

  return {
    info: () => KARMA_INFO,
    async score(agentId, metrics) {
      const score = karmaScore(metrics);
      await dna.updateKarma(agentId, score / 100);
      return { agent_id: agentId, score, computed_at: computedAt(), details: metrics };
    },
    async scoreRyr(subject, metrics) {
      const answer = ryrScore(subject, metrics, computedAt());
      await dna.updateKarma(subject.agent_id, answer.overall_score / 100);
      return answer;
    },
  };
}

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
