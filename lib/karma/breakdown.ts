import type { KarmaMetrics, RyrMetrics } from "./api.ts";
import type { Breakdown } from "./api-evaluations.ts";
import { fleetParts, karmaParts, navigationParts, type ScorePart, safetyParts } from "./parts.ts";
import { RYR_WEIGHTS } from "./score.ts";

/** What is kept of a score beside the version that it is of. Scores are 0–100. */
export type ScoreReason =
  | { kind: "agent"; score: number; metrics: KarmaMetrics }
  | {
      kind: "ryr";
      score: number;
      robot_id: string | null;
      fleet_id: string | null;
      fleet_score: number;
      safety_score: number;
      navigation_score: number;
      metrics: RyrMetrics;
      critical_warnings: string[];
      recommendations: string[];
    };

/** A kept score taken apart: which metric gave or cost how many points. */
export function breakdownOf(reason: ScoreReason): Breakdown {
  if (reason.kind === "agent") return { ...reason, parts: karmaParts(reason.metrics) };
  const { fleet_score, safety_score, navigation_score, ...kept } = reason;
  const { fleet, safety, navigation } = reason.metrics;
  return {
    ...kept,
    safety: weighed("safety", safety_score, safetyParts(safety)),
    fleet: weighed("fleet", fleet_score, fleetParts(fleet)),
    navigation: weighed("navigation", navigation_score, navigationParts(navigation)),
  };
}

/** The points by name, as an event carries them. */
export function pointsOf(reason: ScoreReason): Record<string, number> {
  const breakdown = breakdownOf(reason);
  if (breakdown.kind === "agent")
    return Object.fromEntries(breakdown.parts.map(({ name, points }) => [name, short(points)]));
  const { safety, fleet, navigation } = breakdown;
  return { safety: short(safety.points), fleet: short(fleet.points), navigation: short(navigation.points) };
}

function weighed(name: keyof typeof RYR_WEIGHTS, score: number, parts: ScorePart[]) {
  const weight = RYR_WEIGHTS[name];
  return { score, weight, points: score * weight, parts };
}

// For reading: sums of decimal fractions stray by some 1e-14.
const short = (points: number): number => Math.round(points * 1e6) / 1e6;
