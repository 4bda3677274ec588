import type { FleetMetrics, KarmaMetrics, NavigationMetrics, SafetyMetrics } from "./api.ts";
import { clamp, fleetParts, karmaParts, navigationParts, safetyParts, totalOf } from "./parts.ts";

/** How an overall RYR score is weighed (contract section 4). */
export const RYR_WEIGHTS = { safety: 0.4, fleet: 0.35, navigation: 0.25 } as const;

/** An agent's karma, 0–100 (contract section 4, KARMA). */
export const karmaScore = (metrics: KarmaMetrics): number => totalOf(karmaParts(metrics));

/** How well a fleet works together, 0–100 (contract section 4, RYR fleet). */
export const fleetScore = (fleet: FleetMetrics): number => totalOf(fleetParts(fleet));

/** How safely robots act, 0–100 (contract section 4, RYR safety). */
export const safetyScore = (safety: SafetyMetrics): number => totalOf(safetyParts(safety));

/** How well robots find their way, 0–100 (contract section 4, RYR navigation). */
export const navigationScore = (navigation: NavigationMetrics): number =>
  totalOf(navigationParts(navigation));

/** 0.40·safety + 0.35·fleet + 0.25·navigation (contract section 4), each of them 0–100. */
export function overallScore(scores: { fleet: number; safety: number; navigation: number }): number {
  const { safety, fleet, navigation } = RYR_WEIGHTS;
  return clamp(safety * scores.safety + fleet * scores.fleet + navigation * scores.navigation);
}
