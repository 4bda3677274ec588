import type { z } from "zod";
import { CATALOG } from "../events/catalog.ts";
import type { DecodeNote } from "../events/decode.ts";
import type { StoredEvent } from "../events/envelope.ts";
import { isKnownType, KNOWN_TYPES, type KnownType } from "../events/known.ts";
import { isObject } from "../json.ts";
import type { FindingCode } from "./report.ts";

/** Called for each thing that deviates; `example` is the value as it came. */
export type Hit = (code: FindingCode, field: string, example: unknown) => void;

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** What of an event that could be read is not as the contract says. Runs on every event: no allocation where all is well. */
export function examine(event: StoredEvent, notes: readonly DecodeNote[], raw: Raw, hit: Hit): void {
  if (event.id.length !== 36 || !UUID.test(event.id)) hit("id_form", "id", event.id);
  if (isEmpty(event.meta)) hit("meta_missing", "meta", null);
  for (const note of notes) hit(...NOTED[note](event, raw));
  if (!isKnownType(event.type)) return;
  const { payload } = event;
  const known = FIELDS[event.type];
  for (const name in payload) if (!known.has(name)) hit("unknown_field", `payload.${name}`, payload[name]);
  if (event.type === "dna.karma_updated") examineKarma(payload, hit);
  else if (event.type === "telemetry.metrics_published") examineMetrics(payload.metrics, hit);
  else if (event.type === "telemetry.connection_closed" && (payload.duration_seconds as number) < 0)
    hit("range", "payload.duration_seconds", payload.duration_seconds);
}

/** The entry's fields as they came. */
type Raw = Readonly<Record<string, string>>;

/** What the decoder noted, as a finding. */
const NOTED: Record<DecodeNote, (event: StoredEvent, raw: Raw) => Parameters<Hit>> = {
  timestamp_missing: () => ["time_missing", "timestamp", null],
  timestamp_naive: (_, { timestamp }) => ["time_naive", "timestamp", timestamp],
  timestamp_scaled: (_, { timestamp }) => ["time_scaled", "timestamp", timestamp],
  payload_time_text: ({ type }) => ["payload_time_text", `payload.${TIME_FIELD[type as KnownType]}`, null],
  battery_level: () => ["alias", "payload.metrics.battery_percentage", null],
  percent_karma: () => ["karma_percent", "payload.karma_score", null],
  unwrapped: ({ type }) => ["wrapped", "type", type],
  lost_type: () => ["type_lost", "type", null],
};

function examineKarma(payload: Record<string, unknown>, hit: Hit): void {
  for (const name of SCORES) {
    const score = payload[name];
    if (typeof score === "number" && (score < 0 || score > 1)) hit("karma_scale", `payload.${name}`, score);
  }
}
const SCORES = ["karma_score", "previous_score"];

function examineMetrics(metrics: unknown, hit: Hit): void {
  if (!isObject(metrics)) return;
  for (const name in metrics) {
    const value = metrics[name];
    const most = MOST[name];
    if (most === undefined) hit("unknown_field", `payload.metrics.${name}`, value);
    else if (typeof value === "number" && (value < 0 || value > most))
      hit("range", `payload.metrics.${name}`, value);
  }
}
const MOST: Record<string, number> = Object.assign(Object.create(null), {
  cpu_usage: 100,
  memory_usage: 100,
  battery_percentage: 100,
  network_latency_ms: Number.POSITIVE_INFINITY,
});

const FIELDS = Object.fromEntries(
  KNOWN_TYPES.map((type) => [type, new Set(fieldNames(CATALOG[type].payload))]),
) as unknown as Record<KnownType, ReadonlySet<string>>;

const TIME_FIELD = Object.fromEntries(
  KNOWN_TYPES.map((type) => [type, fieldNames(CATALOG[type].payload).find((name) => name.endsWith("_at"))]),
) as Record<KnownType, string>;

function fieldNames(schema: z.ZodObject): string[] {
  return Object.keys(schema.shape);
}

function isEmpty(object: Record<string, unknown>): boolean {
  for (const _ in object) return false;
  return true;
}
