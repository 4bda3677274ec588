import { z } from "zod";
import type { RouteSpec } from "../http/api.ts";

/** The answer about this process (contract section 4, "New here"). Datetimes are ISO-8601 UTC. */

export const HealthQuery = z.object({
  live: z
    .enum(["0", "1", "true", "false"])
    .optional()
    .transform((text) => text === "1" || text === "true")
    .describe("Ask only whether the process lives: then the answer is 200 even when it isn't ready."),
});

export const HealthReport = z
  .looseObject({
    status: z
      .enum(["ok", "degraded", "unavailable"])
      .describe("degraded: not ready, or ready and nothing can be saved."),
    live: z.literal(true).describe("The process answers."),
    ready: z
      .boolean()
      .describe(
        "Whether it can be asked: it reads, and what it acknowledges is saved. True also while the store takes no writes (store.saves), each of which is refused with 507 or 503.",
      ),
    boot_id: z.string().describe("Another one after every start."),
    version: z.string(),
    store: z.looseObject({
      kind: z.enum(["sqlite", "redis"]),
      up: z.boolean(),
      latency_ms: z.number().nullable().describe("Round trip in milliseconds; null while it is down."),
      saves: z.boolean().describe("Whether the last write was taken."),
      refusal: z
        .object({ since: z.string(), reason: z.string() })
        .nullable()
        .optional()
        .describe("Since when nothing is saved, and why."),
    }),
    history: z
      .looseObject({
        kind: z.enum(["ok", "building", "unavailable"]),
        behind: z.int().describe("Entries that wait to be written to it."),
      })
      .optional()
      .describe("The archive of this server. Live viewing doesn't need it."),
    samples: z
      .looseObject({ kind: z.enum(["ok", "unavailable"]) })
      .optional()
      .describe("Whether what robots measure is kept. Live viewing doesn't need it."),
  })
  .meta({ id: "Health" });
export type HealthReport = z.infer<typeof HealthReport>;

/** What everybody may know of it. */
export const vitalsOf = ({ status, live, ready, boot_id, version, store }: HealthReport): HealthReport => ({
  status,
  live,
  ready,
  boot_id,
  version,
  store: { kind: store.kind, up: store.up, latency_ms: store.latency_ms, saves: store.saves },
});

export const GetHealth = {
  method: "GET",
  path: "/api/health",
  needs: "public",
  tag: "health",
  summary: "Whether this process is ready for reads and writes",
  query: HealthQuery,
  status: 200,
  answer: HealthReport,
  errors: {
    503: { description: "Not ready. Asked with live=1 it is 200 all the same.", answer: HealthReport },
  },
} satisfies RouteSpec;

export const GetPrometheus = {
  method: "GET",
  path: "/metrics",
  needs: "viewer",
  tag: "health",
  summary: "The service's figures in the text format of Prometheus",
  status: 200,
  answer: "text",
} satisfies RouteSpec;

export const GetOpenApi = {
  method: "GET",
  path: "/openapi.json",
  needs: "public",
  tag: "health",
  summary: "This document",
  status: 200,
  answer: z.record(z.string(), z.unknown()),
} satisfies RouteSpec;
