import { isObject, jsonTextProblem } from "../json.ts";
import { type StreamId, streamIdSeconds } from "../stream-id.ts";
import { parseTimestamp } from "../time.ts";
import { asItIs } from "./as-it-is.ts";
import { CATALOG } from "./catalog.ts";
import { issueReason, notJsonReason, notObjectReason, notTimeReason, WANTED } from "./decode-reasons.ts";
import { type BrainEvent, CARRIED_FIELDS, type StoredEvent } from "./envelope.ts";
import { charsOf } from "./fields.ts";
import { isKnownType, KNOWN_TYPES, type KnownType } from "./known.ts";

/** Larger entries are put aside unread: one must not hold up the thousands behind it. */
export const MAX_ENTRY_CHARS = 256 * 1024;

/** Names stand in every index and list: a longer one is damage. Real ones have a few dozen characters. */
const MAX_NAME_CHARS = 256;

/** What the reader had to do to make sense of an entry that is not quite as the contract says. */
export type DecodeNote =
  | "unwrapped"
  | "timestamp_missing"
  | "timestamp_naive"
  | "timestamp_scaled"
  | "payload_time_text"
  | "battery_level"
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
    // A field's name may be as damaged as its value.
    this.field = field.slice(0, MAX_NAME_CHARS).toWellFormed();
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
  const outer: StoredEvent = {
    stream_id: streamId,
    id: name(fields, "id"),
    type: name(fields, "type"),
    source: name(fields, "source"),
    target: fields.target || null,
    timestamp: timestampOf(fields.timestamp, streamId, notes),
    payload: jsonObject("payload", required(fields, "payload")),
    meta: metaOf(fields.meta),
  };
  for (const name of CARRIED_FIELDS) if (fields[name]) outer[name] = fields[name];

  const event = unwrap(outer, notes);
  const fits = event.type === "system.alert" ? lostTypes(event) : [];
  if (fits.length > 0) notes.push("lost_type");
  if (isKnownType(event.type)) event.payload = knownPayload(event, options, notes);
  return { kind: "event", event, notes, fits };
}

function refuseDamage(fields: Record<string, string>): void {
  const size = charsOf(fields);
  if (size > MAX_ENTRY_CHARS)
    throw new Poison(
      "entry",
      `has ${Math.ceil(size / 1024)} KiB; at most ${MAX_ENTRY_CHARS / 1024} KiB are read`,
    );
  // The replacement character is what undecodable bytes become on the way in.
  for (const field in fields)
    if (fields[field]?.includes("\ufffd") || field.includes("\ufffd"))
      throw new Poison(field, "holds bytes that are no text; it must be UTF-8");
}

function required(fields: Record<string, string>, field: string): string {
  const value = Object.hasOwn(fields, field) ? fields[field] : undefined;
  if (!value) throw new Poison(field, `is ${value === undefined ? "missing" : "empty"}; ${WANTED[field]}`);
  return value;
}

function name(fields: Record<string, string>, field: string): string {
  const value = required(fields, field);
  if (value.length > MAX_NAME_CHARS)
    throw new Poison(field, `is ${value.length} characters long; at most ${MAX_NAME_CHARS} are read`);
  if (value.trim() === "") throw new Poison(field, `is blank; ${WANTED[field]}`);
  return value;
}

function timestampOf(text: string | undefined, streamId: StreamId, notes: DecodeNote[]): number {
  if (!text) {
    notes.push("timestamp_missing");
    return streamIdSeconds(streamId);
  }
  const parsed = parseTimestamp(text);
  if (!parsed) throw new Poison("timestamp", notTimeReason(text));
  if (parsed.form === "iso_naive") notes.push("timestamp_naive");
  if (parsed.form === "milliseconds" || parsed.form === "microseconds") notes.push("timestamp_scaled");
  return parsed.seconds;
}

function jsonObject(field: string, text: string): Record<string, unknown> {
  const value = json(field, text);
  if (!isObject(value)) throw new Poison(field, notObjectReason(value));
  return value;
}

// Without a correlation of its own, a producer's `meta` is the same from event to event: read once, and shared by them.
const METAS = 1_000;
const META_CHARS = 400;
const metas = new Map<string, Readonly<Record<string, unknown>>>();

function metaOf(text: string | undefined): Record<string, unknown> {
  if (!text) return {};
  const known = metas.get(text);
  if (known) return known;
  const value = json("meta", text);
  const meta: Readonly<Record<string, unknown>> = Object.freeze(isObject(value) ? value : {});
  if (text.length > META_CHARS || typeof meta.correlation_id === "string") return meta;
  if (metas.size >= METAS) metas.clear();
  metas.set(text, meta);
  return meta;
}

function json(field: string, text: string): unknown {
  const problem = jsonTextProblem(text);
  if (problem) throw new Poison(field, problem);
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new Poison(field, notJsonReason(text, error));
  }
}

// One BRAiN version renames unknown types `system.alert` and nests the whole event in the payload.
function unwrap(outer: StoredEvent, notes: DecodeNote[]): StoredEvent {
  const inner = outer.payload;
  if (outer.type !== "system.alert" || !isName(inner.type) || !isName(inner.source)) return outer;
  const payload = isObject(inner.payload) ? inner.payload : payloadBeside(inner);
  notes.push("unwrapped");
  const timestamp = inner.timestamp === undefined ? null : parseTimestamp(inner.timestamp);
  return {
    ...outer,
    id: isName(inner.id) ? inner.id : outer.id,
    type: inner.type,
    source: inner.source,
    target: typeof inner.target === "string" ? inner.target : outer.target,
    timestamp: timestamp?.seconds ?? outer.timestamp,
    payload,
    meta: isObject(inner.meta) ? inner.meta : outer.meta,
  };
}

const isName = (value: unknown): value is string =>
  typeof value === "string" && value.trim() !== "" && value.length <= MAX_NAME_CHARS;

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
  const given = timesAsSeconds(event.payload);
  if (given === event.payload && FITS[event.type as KnownType](given))
    return inKarma(event, given, options, notes);
  const parsed = schema.safeParse(given);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    throw new Poison(
      ["payload", ...(issue?.path ?? [])].join("."),
      issue ? issueReason(issue, given) : "does not fit its type",
    );
  }
  if (given !== event.payload) notes.push("payload_time_text");
  if (isObject(given.metrics) && "battery_level" in given.metrics) notes.push("battery_level");
  return inKarma(event, withoutUndefined(parsed.data), options, notes);
}

const FITS = Object.fromEntries(KNOWN_TYPES.map((type) => [type, asItIs(CATALOG[type].payload)])) as Record<
  KnownType,
  (payload: unknown) => boolean
>;

/** Karma of 0–1, also of a producer that is declared to speak percent. */
function inKarma(
  { type, source }: BrainEvent,
  payload: Record<string, unknown>,
  options: DecodeOptions,
  notes: DecodeNote[],
): Record<string, unknown> {
  if (type !== "dna.karma_updated" || !options.percentSources?.has(source)) return payload;
  notes.push("percent_karma");
  return fromPercent(payload);
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
