import { AppError } from "#lib/errors";
import type { State } from "#lib/fold";
import { toRobot } from "#lib/telemetry/api";
import { STANDARD_METRICS } from "#lib/telemetry/standard-metrics";
import { toSeconds } from "#lib/time";
import type { TelemetryService } from "#server/services";
import type { Telemetry } from "./index.ts";

const FEATURES = [
  "Robot connections over Socket.IO and plain WebSocket",
  "Presence by open connections, with the true reason of every disconnect",
  "Latest value of every metric, custom metrics included",
  "Live samples to the dashboard",
];

/** The telemetry module's API (contract section 4). */
export function createTelemetryService(
  telemetry: Telemetry,
  state: () => State,
  version: string,
): TelemetryService {
  return {
    info: () => ({
      name: "Fleet Telemetry System",
      version,
      features: FEATURES,
      active_connections: telemetry.activeConnections(),
    }),
    robots() {
      const now = toSeconds(Date.now());
      const latest = telemetry.latest();
      const robots = [...state().telemetry.robots.values()].map((robot) =>
        toRobot(robot, latest.get(robot.robot_id), now),
      );
      return { robots: robots.sort((a, b) => (a.robot_id < b.robot_id ? -1 : 1)) };
    },
    robotMetrics(robotId) {
      const latest = telemetry.metricsOf(robotId);
      if (latest === null) throw new AppError("not_found", `Robot ${robotId} has never been seen`);
      const metrics = latest === "no_sample" ? {} : latest.metrics;
      const [cpu_usage, memory_usage, network_latency_ms, battery_percentage] = STANDARD_METRICS.map(
        (name) => metrics[name] ?? null,
      ) as [number | null, number | null, number | null, number | null];
      return { robot_id: robotId, cpu_usage, memory_usage, network_latency_ms, battery_percentage };
    },
  };
}
