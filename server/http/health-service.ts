import type { Tail } from "#server/events/tail";
import type { HealthService } from "#server/services/health";
import { type HealthOptions, reportHealth } from "./health.ts";
import { createPrometheus, type Figures } from "./prometheus.ts";

/** The parts that are asked how they are, each for what it alone knows. */
export interface HealthParts extends Omit<HealthOptions, "link" | "figures"> {
  tail: Pick<Tail, "link" | "cursor" | "stats">;
  history: { standing(): { kind: string; behind: number }; quarantined(): number };
  samples: { standing(): { kind: string } };
  publisher: { stats(): Figures["outbox"] };
  metrics: { counted(): Figures["missions"] };
  telemetry: { activeConnections(): number; totals(): Figures["samples"] };
  dashboards: { count(): number };
  demo: { running(): boolean };
}

/** How this server is: for people and their load balancers, and for Prometheus. */
export function createHealthService(parts: HealthParts): HealthService {
  const { saving, tail, history, samples, publisher, metrics, telemetry, dashboards, demo } = parts;
  return {
    report: () =>
      reportHealth({
        ...parts,
        link: tail.link,
        figures: () => ({
          cursor: tail.cursor(),
          history: history.standing(),
          samples: samples.standing(),
          quarantined: history.quarantined(),
          dashboards: dashboards.count(),
          robot_connections: telemetry.activeConnections(),
          outbox: publisher.stats(),
          demo: demo.running(),
        }),
      }),
    prometheus: createPrometheus(() => {
      const { read, duplicates, gaps, notes } = tail.stats();
      const { kind, behind } = history.standing();
      return {
        missions: metrics.counted(),
        eventsRead: read,
        duplicates,
        gaps,
        notes,
        quarantined: history.quarantined(),
        history: { up: kind !== "unavailable", behind },
        outbox: publisher.stats(),
        robotConnections: telemetry.activeConnections(),
        samples: telemetry.totals(),
        samplesKept: samples.standing().kind === "ok",
        dashboards: dashboards.count(),
        storeUp: tail.link().up,
        storeSaves: saving().up,
      };
    }),
  };
}
