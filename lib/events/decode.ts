import { isObject, jsonTextProblem } from "../json.ts";
import { type StreamId, streamIdSeconds } from "../stream-id.ts";
import { parseTimestamp } from "../time.ts";
import { CATALOG } from "./catalog.ts";
import { type BrainEvent, CARRIED_FIELDS, type StoredEvent } from "./envelope.ts";
import { isKnownType, KNOWN_TYPES, type KnownType } from "./known.ts";

/** Larger entries are put aside unread: one must not hold up the thousands behind it. */
export const MAX_ENTRY_CHARS = 256 * 1024;

/** What the reader had to do to make sense of an entry that is not quite as the contract says. */
export type DecodeNote =
  | "unwrapped"
  | "timestamp_missing"
  | "timestamp_naive"
  | "timestamp_scaled"
  | "percent_karma"
  | "lost_type";

/** An entry that could not be read as an event, with the field and the reason in plain words. */
export interface Quarantined {
  stream_id: StreamId;
  field: string;
  reason: string;
  fields: Record<string, string>;
}

export type Decoded =
  | { kind: "event"; event: StoredEvent; notes: DecodeNote[]; fits: KnownType[] }
  | { kind: "quarantined"; entry: Quarantined };

export interface DecodeOptions {
  /** Producers that are declared to speak percent: their karma is divided by 100. Nobody else's ever is. */
  percentSources?: ReadonlySet<string>;
}

class Poison extends Error {
  readonly field: string;
  constructor(field: string, reason: string) {
    super(reason);
    this.field = field;
  }
}

/**
 * The tolerant reader of stream entries: an event, or why it isn't one. Never throws.
 * Unknown types and fields are normal; a known type's payload must fit the catalog.
 */
export function decode(
  entry: { id: StreamId; fields: Record<string, string> },
  options: DecodeOptions = {},
): Decoded {
  try {
    return read(entry.id, entry.fields, options);
  } catch (error) {
    if (!(error instanceof Poison)) throw error;
    const { field, message: reason } = error;
    return { kind: "quarantined", entry: { stream_id: entry.id, field, reason, fields: entry.fields } };
  }
}

function read(streamId: StreamId, fields: Record<string, string>, options: DecodeOptions): Decoded {
  refuseDamage(fields);
  const notes: DecodeNote[] = [];
  const outer: BrainEvent = {
    id: required(fields, "id"),
    type: required(fields, "type"),
    source: required(fields, "source"),
    target: fields.target || null,
    timestamp: timestampOf(fields.timestamp, streamId, notes),
    payload: jsonObject("payload", required(fields, "payload")),
    meta: metaOf(fields.meta),
  };
  for (const name of CARRIED_FIELDS) if (fields[name]) outer[name] = fields[name];

  const event = unwrap(outer, streamId, notes);
  const fits = event.type === "system.alert" ? lostTypes(event) : [];
  if (fits.length > 0) notes.push("lost_type");
  if (isKnownType(event.type)) event.payload = knownPayload(event, options, notes);
  return { kind: "event", event: { stream_id: streamId, ...event }, notes, fits };
}

function refuseDamage(fields: Record<string, string>): void {
  let size = 0;
  for (const name in fields) {
    const value = fields[name] ?? "";
    size += name.length + value.length;
    // The replacement character is what undecodable bytes become on the way in.
    if (value.includes("\ufffd") || name.includes("\ufffd")) throw new Poison(name, "is not valid UTF-8");
  }
  if (size > MAX_ENTRY_CHARS)
    throw new Poison(
      "entry",
      `is ${Math.round(size / 1024)} KiB; the limit is ${MAX_ENTRY_CHARS / 1024} KiB`,
    );
}

function required(fields: Record<string, string>, name: string): string {
  const value = Object.hasOwn(fields, name) ? fields[name] : undefined;
  if (!value) throw new Poison(name, value === undefined ? "is missing" : "is empty");
  return value;
}

function timestampOf(text: string | undefined, streamId: StreamId, notes: DecodeNote[]): number {
  if (!text) {
    notes.push("timestamp_missing");
    return streamIdSeconds(streamId);
  }
  const parsed = parseTimestamp(text);
  if (!parsed) throw new Poison("timestamp", `"${text.slice(0, 60)}" is not a time`);
  if (parsed.form === "iso_naive") notes.push("timestamp_naive");
  if (parsed.form === "milliseconds" || parsed.form === "microseconds") notes.push("timestamp_scaled");
  return parsed.seconds;
}

function jsonObject(name: string, text: string): Record<string, unknown> {
  const value = json(name, text);
  if (!isObject(value)) throw new Poison(name, "is not a JSON object");
  return value;
}

function metaOf(text: string | undefined): Record<string, unknown> {
  if (!text) return {};
  const value = json("meta", text);
  return isObject(value) ? value : {};
}

function json(name: string, text: string): unknown {
  const problem = jsonTextProblem(text);
  if (problem) throw new Poison(name, problem);
  try {
    return JSON.parse(text);
  } catch {
    throw new Poison(name, "is not JSON");
  }
}

// One BRAiN version renames unknown types `system.alert` and nests the whole event in the payload.
function unwrap(outer: BrainEvent, streamId: StreamId, notes: DecodeNote[]): BrainEvent {
  const inner = outer.payload;
  if (outer.type !== "system.alert" || typeof inner.type !== "string" || typeof inner.source !== "string")
    return outer;
  const payload = isObject(inner.payload) ? inner.payload : payloadBeside(inner);
  notes.push("unwrapped");
  const timestamp = inner.timestamp === undefined ? null : parseTimestamp(inner.timestamp);
  return {
    ...outer,
    id: typeof inner.id === "string" && inner.id ? inner.id : outer.id,
    type: inner.type,
    source: inner.source,
    target: typeof inner.target === "string" ? inner.target : outer.target,
    timestamp: timestamp?.seconds ?? outer.timestamp ?? streamIdSeconds(streamId),
    payload,
    meta: isObject(inner.meta) ? inner.meta : outer.meta,
  };
}

function payloadBeside(inner: Record<string, unknown>): Record<string, unknown> {
  const { id, type, source, target, timestamp, meta, ...rest } = inner;
  return rest;
}

function lostTypes(event: BrainEvent): KnownType[] {
  return KNOWN_TYPES.filter(
    (type) =>
      CATALOG[type].source === event.source && CATALOG[type].payload.safeParse(withTimes(event)).success,
  );
}

// Producers' time field names differ; a fit is about what is said, not about when.
function withTimes(event: BrainEvent): Record<string, unknown> {
  const at = event.timestamp;
  return { created_at: at, updated_at: at, published_at: at, ...event.payload };
}

function knownPayload(
  event: BrainEvent,
  options: DecodeOptions,
  notes: DecodeNote[],
): Record<string, unknown> {
  const { payload: schema } = CATALOG[event.type as KnownType];
  const parsed = schema.safeParse(timesAsSeconds(event.payload));
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    throw new Poison(
      ["payload", ...(issue?.path ?? [])].join("."),
      issue ? inPlainWords(issue) : "does not fit its type",
    );
  }
  const payload = withoutUndefined(parsed.data);
  if (event.type !== "dna.karma_updated" || !options.percentSources?.has(event.source)) return payload;
  notes.push("percent_karma");
  return fromPercent(payload);
}

function inPlainWords({ code, message }: { code?: string; message: string }): string {
  if (code !== "invalid_type") return message;
  if (message.endsWith("received undefined")) return "is missing";
  return message.replace("Invalid input: expected", "must be a").replace(", received", ", not");
}

// Documents say float seconds, code writes ISO-8601: times inside payloads are met in both forms.
const TIME_FIELDS = [
  "created_at",
  "updated_at",
  "started_at",
  "completed_at",
  "failed_at",
  "connected_at",
  "disconnected_at",
  "published_at",
];

function timesAsSeconds(payload: Record<string, unknown>): Record<string, unknown> {
  let copy: Record<string, unknown> | null = null;
  for (const name of TIME_FIELDS) {
    const value = payload[name];
    if (typeof value !== "string") continue;
    const seconds = parseTimestamp(value)?.seconds;
    if (seconds === undefined) continue;
    copy ??= { ...payload };
    copy[name] = seconds;
  }
  return copy ?? payload;
}

function withoutUndefined(payload: Record<string, unknown>): Record<string, unknown> {
  for (const name in payload) if (payload[name] === undefined) delete payload[name];
  return payload;
}

function fromPercent(payload: Record<string, unknown>): Record<string, unknown> {
  const scaled = { ...payload };
  for (const name of ["karma_score", "previous_score", "score_delta"])
    if (typeof scaled[name] === "number") scaled[name] = scaled[name] / 100;
  return scaled;
}
