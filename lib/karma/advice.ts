import type { RyrMetrics } from "./api.ts";

/** Thresholds of warnings and recommendations (contract section 4). All comparisons are strict. */
export const LIMITS = {
  emergencyStops: 5,
  collisionAvoidanceRate: 0.95,
  safetyScore: 70,
  idleShare: 0.3,
  replanningFrequency: 3,
  stuckRecoverySeconds: 10,
  communicationLatencyMs: 200,
  localizationMetres: 0.2,
} as const;

/** What needs a person now, worst first. `safetyScore` is 0–100. */
export function criticalWarnings({ fleet, safety }: RyrMetrics, safetyScore: number): string[] {
  const { safety_incidents_count: incidents, battery_critical_events: batteryEvents } = safety;
  return told([
    [incidents > 0, `Safety incidents: ${incidents}`],
    [
      safety.emergency_stops_count > LIMITS.emergencyStops,
      `Emergency stops: ${safety.emergency_stops_count}, more than ${LIMITS.emergencyStops}`,
    ],
    [batteryEvents > 0, `Critical battery events: ${batteryEvents}`],
    [
      fleet.collision_avoidance_rate < LIMITS.collisionAvoidanceRate,
      `Collision avoidance ${percent(fleet.collision_avoidance_rate)}, below ${percent(LIMITS.collisionAvoidanceRate)}`,
    ],
    [safetyScore < LIMITS.safetyScore, `Safety score ${round(safetyScore)}, below ${LIMITS.safetyScore}`],
  ]);
}

/** What would raise the scores. */
export function recommendations({ fleet, navigation }: RyrMetrics): string[] {
  return told([
    [
      fleet.idle_time_percentage > LIMITS.idleShare,
      `Robots are idle ${percent(fleet.idle_time_percentage)} of the time: distribute tasks better`,
    ],
    [
      navigation.replanning_frequency > LIMITS.replanningFrequency,
      `Paths are replanned ${round(navigation.replanning_frequency)} times: improve the planning of paths`,
    ],
    [
      navigation.stuck_recovery_time_avg_s > LIMITS.stuckRecoverySeconds,
      `Recovering from being stuck takes ${round(navigation.stuck_recovery_time_avg_s)} s: improve the recovery behaviour`,
    ],
    [
      fleet.communication_latency_ms > LIMITS.communicationLatencyMs,
      `Communication takes ${round(fleet.communication_latency_ms)} ms: improve the network`,
    ],
    [
      navigation.localization_accuracy_m > LIMITS.localizationMetres,
      `Localization is off by ${round(navigation.localization_accuracy_m)} m: calibrate the sensors`,
    ],
  ]);
}

const told = (lines: [applies: boolean, text: string][]): string[] =>
  lines.filter(([applies]) => applies).map(([, text]) => text);

// Shortened for reading, never across a threshold: 0.9496 must not read as the 95 % it is below.
const round = (value: number): number => Number(value.toPrecision(6));

const percent = (share: number): string => `${round(share * 100)} %`;
