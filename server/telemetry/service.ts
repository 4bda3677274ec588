import { AppError } from "#lib/errors";
import { typeMatcher } from "#lib/events/type-pattern";
import type { State } from "#lib/fold";
import { type Robot, type RobotsQuery, toRobot } from "#lib/telemetry/api";
import type { Proof } from "#lib/telemetry/proof";
import { STANDARD_METRICS } from "#lib/telemetry/standard-metrics";
import { toSeconds } from "#lib/time";
import type { TelemetryService } from "#server/services/telemetry";
import type { Telemetry } from "./connections.ts";
import type { createMetricHistory } from "./metric-history.ts";
import type { createOperators } from "./operators.ts";
import type { createSessions } from "./sessions.ts";

const FEATURES = [
  "Robot connections over Socket.IO and plain WebSocket",
  "Presence by open connections, with the true reason of every disconnect",
  "Latest value of every metric, custom metrics included",
  "Live samples to the dashboard",
  "90 days of every metric, of one robot and of the fleet",
];

export interface TelemetryServiceOptions {
  telemetry: Telemetry;
  operators: ReturnType<typeof createOperators>;
  sessions: ReturnType<typeof createSessions>;
  metricHistory: ReturnType<typeof createMetricHistory>;
  state(): State;
  /** What this server can vouch for. */
  proof(): Proof;
  version: string;
}

/** The telemetry module's API (contract section 4), and what operators do with a robot. */
export function createTelemetryService(options: TelemetryServiceOptions): TelemetryService {
  const { telemetry, operators, sessions, metricHistory, state, proof, version } = options;

  function listed(query: RobotsQuery): Robot[] {
    const now = toSeconds(Date.now());
    const latest = telemetry.latest();
    const fits = fitting(query);
    return [...state().telemetry.robots.values()]
      .map((robot) => toRobot(robot, latest.get(robot.robot_id), now, proof()))
      .filter(fits)
      .sort((a, b) => (a.robot_id < b.robot_id ? -1 : 1));
  }

  return {
    ...operators,
    ...sessions,
    ...metricHistory,
    info: () => ({
      name: "Fleet Telemetry System",
      version,
      features: FEATURES,
      active_connections: telemetry.activeConnections(),
    }),
    robots(query) {
      const all = listed(query);
      const counts = { online: 0, stale: 0, unknown: 0, offline: 0 };
      for (const robot of all) counts[robot.state]++;
      const { after, limit } = query;
      const from = after === undefined ? 0 : all.findIndex(({ robot_id }) => robot_id > after);
      const robots = from < 0 ? [] : all.slice(from, from + limit);
      const isLast = robots.at(-1) === all.at(-1) || robots.length === 0;
      return { robots, total: all.length, counts, next: isLast ? null : (robots.at(-1)?.robot_id ?? null) };
    },
    robot(robotId) {
      const robot = state().telemetry.robots.get(robotId);
      if (!robot) throw new AppError("not_found", `Robot ${robotId} has never been seen`);
      return toRobot(robot, telemetry.latest().get(robotId), toSeconds(Date.now()), proof());
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

function fitting({ state, q, battery_below, archived }: RobotsQuery): (robot: Robot) => boolean {
  const fitsName = typeMatcher(q ?? null);
  return (robot) => {
    const charge = robot.metrics?.battery_percentage;
    return (
      (state === undefined || robot.state === state) &&
      fitsName(robot.robot_id) &&
      (battery_below === undefined || (charge !== undefined && charge < battery_below)) &&
      (archived === undefined || (robot.archived_at !== null) === archived)
    );
  };
}
