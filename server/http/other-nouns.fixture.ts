import { AppError } from "#lib/errors";
import type { Services } from "#server/services";

const AT = "2026-05-01T12:00:00.000Z";

/** Small stand-ins for the services that the API's own tests don't exercise: one typical answer each. */
export const otherNouns = {
  metrics: {
    jobs: () => ({
      jobs: [
        {
          job_id: "aggregate_mission_metrics",
          state: "ok",
          interval_seconds: 30,
          last_started_at: AT,
          next_run_at: AT,
          consecutive_failures: 0,
          runs: [],
        },
      ],
    }),
    async run(jobId) {
      if (jobId !== "aggregate_mission_metrics") throw new AppError("not_found", `Job ${jobId} is not known`);
      return {
        job_id: jobId,
        status: "completed",
        started_at: AT,
        ended_at: AT,
        duration_ms: 3.5,
        entries_processed: 7,
        error_type: null,
        error_message: null,
      };
    },
    missions: () => ({ counts: { completed: 7 }, total: 7, unreadable: 0 }),
    addMissions: async (request) => ({
      accepted: [request].flat().map((_, index) => ({ stream_id: `1-${index}` })),
    }),
  },
  telemetry: {
    info: () => ({ name: "Fleet Telemetry System", version: "1", features: [], active_connections: 0 }),
    robots: () => ({
      robots: [
        {
          robot_id: "r1",
          state: "online",
          since: AT,
          reason: null,
          connections: 1,
          metrics: { cpu_usage: 5, custom: 1 },
          last_sample_at: AT,
          first_seen_at: AT,
        },
      ],
    }),
    robotMetrics(robot_id) {
      if (robot_id !== "r1") throw new AppError("not_found", `Robot ${robot_id} has never been seen`);
      return {
        robot_id,
        cpu_usage: 5,
        memory_usage: null,
        network_latency_ms: null,
        battery_percentage: null,
      };
    },
  },
  events: {
    list: async () => ({
      events: [
        {
          stream_id: "1-0",
          id: "e",
          type: "a.b",
          source: "s",
          target: null,
          timestamp: 1.5,
          payload: { x: 1 },
          meta: {},
        },
      ],
      next: null,
    }),
    quarantine: () => ({
      total: 1,
      entries: [{ stream_id: "1-0", field: "payload", reason: "is missing", fields: {}, seen_at: 1.5 }],
    }),
    append: async (request) => ({
      accepted: [request].flat().map(({ id }, index) => ({ id: id ?? "made", stream_id: `1-${index}` })),
    }),
  },
  health: {
    report: async () => ({
      status: "degraded",
      ready: false,
      live: true,
      boot_id: "boot",
      version: "1",
      store: { kind: "sqlite", up: false, latency_ms: null },
    }),
    prometheus: async () => ({ contentType: "text/plain; version=0.0.4; charset=utf-8", text: "up 1\n" }),
  },
  demo: { running: () => false, start: () => undefined, stop: async () => undefined },
} satisfies Omit<Services, "dna" | "karma" | "log">;
