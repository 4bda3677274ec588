import { CATALOG } from "../../lib/events/catalog.ts";
import { charterMeta } from "../../lib/events/envelope.ts";
import type { KnownType } from "../../lib/events/known.ts";
import { mulberry32 } from "../../lib/random.ts";
import { toIso } from "../../lib/time.ts";

/** A stream entry as the history's writer takes it. */
export interface MixEntry {
  id: string;
  fields: Record<string, string>;
}

export interface MixOptions {
  events: number;
  /** Unix milliseconds of the first event and the span that all of them fill evenly. */
  startMs: number;
  spanMs: number;
  agents: number;
  robots: number;
  seed: number;
}

/** How often each type comes, in a hundred: a system at work, by the contract's nine events and some of other modules. */
const SHARES: [type: string, share: number][] = [
  ["telemetry.metrics_published", 34],
  ["metrics.aggregation_started", 11],
  ["metrics.aggregation_completed", 10.7],
  ["metrics.aggregation_failed", 0.3],
  ["dna.mutation_applied", 11],
  ["dna.karma_updated", 11],
  ["dna.snapshot_created", 2],
  ["telemetry.connection_established", 6],
  ["telemetry.connection_closed", 6],
  ["mission.task.completed", 5],
  ["course.workflow.transitioned", 3],
];

const KEYS = ["temperature", "max_tokens", "retry_limit", "planning_depth", "risk_tolerance", "batch_size"];
const REASONS = [
  "client_disconnect",
  "client_disconnect",
  "client_disconnect",
  "transport_error",
  "heartbeat_timeout",
];
const ERRORS = ["RedisConnectionError", "TimeoutError", "ValidationError"];

/** Entries of a working system in stream order, the same for the same seed. */
export function* mix({ events, startMs, spanMs, agents, robots, seed }: MixOptions): Generator<MixEntry> {
  const random = mulberry32(seed);
  const pick = <T>(all: readonly T[]): T => all[Math.floor(random() * all.length)] as T;
  const metas = new Map<string, string>();
  const versions = new Map<string, number>();
  let lastMs = 0;
  let sequence = 0;

  for (let n = 0; n < events; n++) {
    const ms = Math.floor(startMs + (spanMs * n) / events);
    sequence = ms === lastMs ? sequence + 1 : 0;
    lastMs = ms;
    const at = ms / 1000;
    const type = typeAt(random() * 100);
    const [noun = "other"] = type.split(".");
    const source = CATALOG[type as KnownType]?.source ?? `${noun}_service`;
    let meta = metas.get(source);
    if (meta === undefined) {
      meta = JSON.stringify(charterMeta(source, noun));
      metas.set(source, meta);
    }
    const payload = payloadOf(type, at);
    yield {
      id: `${ms}-${sequence}`,
      fields: {
        id: uuid(random),
        type,
        source,
        timestamp: toIso(at - random() * 0.02),
        payload: JSON.stringify(payload),
        meta,
      },
    };
  }

  function payloadOf(type: string, at: number): Record<string, unknown> {
    const agent = `agent_${String(Math.floor(random() * agents)).padStart(4, "0")}`;
    const robot = `robot_${String(Math.floor(random() * robots)).padStart(4, "0")}`;
    const version = versions.get(agent) ?? 1;
    const own = { snapshot_id: Math.floor(random() * 1e6), agent_id: agent, version };
    switch (type) {
      case "dna.snapshot_created":
        return {
          ...own,
          source: "manual",
          parent_snapshot_id: null,
          dna_size: 12,
          traits_count: 5,
          created_at: at,
        };
      case "dna.mutation_applied":
        versions.set(agent, version + 1);
        return {
          ...own,
          version: version + 1,
          parent_snapshot_id: own.snapshot_id,
          mutation_keys: [pick(KEYS)],
          traits_delta: { curiosity: round(random() * 0.2 - 0.1) },
          reason: "optimisation",
          created_at: at,
        };
      case "dna.karma_updated":
        return {
          ...own,
          karma_score: round(random()),
          previous_score: round(random()),
          score_delta: round(random() - 0.5),
          updated_at: at,
        };
      case "metrics.aggregation_started":
        return { job_id: "aggregate_mission_metrics", started_at: at };
      case "metrics.aggregation_completed":
        return {
          job_id: "aggregate_mission_metrics",
          entries_processed: Math.floor(random() * 500),
          duration_ms: Math.floor(80 + random() * 900 + (random() < 0.01 ? 6000 : 0)),
          completed_at: at,
        };
      case "metrics.aggregation_failed":
        return {
          job_id: "aggregate_mission_metrics",
          error_message: "connection refused",
          error_type: pick(ERRORS),
          failed_at: at,
        };
      case "telemetry.connection_established":
        return { robot_id: robot, connection_id: uuid(random), connected_at: at };
      case "telemetry.connection_closed":
        return {
          robot_id: robot,
          connection_id: uuid(random),
          duration_seconds: round(random() ** 3 * 20_000),
          reason: pick(REASONS),
          disconnected_at: at,
        };
      case "telemetry.metrics_published":
        return {
          robot_id: robot,
          metrics: {
            cpu_usage: round(random() * 100),
            memory_usage: round(random() * 100),
            network_latency_ms: round(random() * 250),
            battery_percentage: round(random() * 100),
          },
          published_at: at,
        };
      default:
        return {
          agent_id: agent,
          task: `task_${Math.floor(random() * 500)}`,
          to: pick(["done", "failed", "waiting"]),
          took_ms: Math.floor(random() * 3000),
        };
    }
  }
}

function typeAt(percent: number): string {
  let sum = 0;
  for (const [type, share] of SHARES) {
    sum += share;
    if (percent < sum) return type;
  }
  return "telemetry.metrics_published";
}

const round = (value: number): number => Math.round(value * 1000) / 1000;

const HEX = "0123456789abcdef";

function uuid(random: () => number): string {
  let text = "";
  for (let i = 0; i < 32; i++) {
    if (i === 8 || i === 12 || i === 16 || i === 20) text += "-";
    text += i === 12 ? "4" : i === 16 ? HEX[8 + Math.floor(random() * 4)] : HEX[Math.floor(random() * 16)];
  }
  return text;
}
