import type { StoredEvent } from "../events/envelope.ts";
import { entityOf } from "../events/sentence.ts";
import { isObject } from "../json.ts";
import { streamIdSeconds } from "../stream-id.ts";
import { ENVELOPE_FIELDS, type EnvelopeField, type Field } from "./syntax.ts";
import { quoted } from "./text.ts";

/** Other names for parts of the envelope: as the events and BRAiN's messages spell them. */
export const ALIASES: Readonly<Record<string, EnvelopeField>> = {
  agent_id: "agent",
  robot_id: "robot",
  job_id: "job",
  correlation_id: "correlation",
  mission_id: "mission",
  task_id: "task",
  tenant_id: "tenant",
  actor_id: "actor",
  timestamp: "time",
};

/** What a path written in a filter means: a lone envelope name is that, anything else leads into the payload. */
export function fieldOf(path: readonly string[]): Field {
  const [first = "", ...rest] = path;
  const name = rest.length === 0 ? envelopeField(first) : null;
  if (name) return { kind: "envelope", name };
  return { kind: "payload", path: first === "payload" && rest.length > 0 ? rest : path };
}

/** A field as the filter language writes it: `type`, `metrics.cpu_usage`, `payload.type`, `"odd key".x`. */
export function fieldName(field: Field): string {
  if (field.kind === "envelope") return field.name;
  return inPayload(field.path.map(partName).join("."), field.path[0] ?? "", field.path.length > 1);
}

/** Whether numbers under this key of a payload are kept to be searched by; times have too many forms. */
export const isIndexedNumber = (key: string): boolean => !key.endsWith("_at");

/** Bits of a leaf's kind. */
export const LEAF_KINDS = { text: 1, number: 2, boolean: 4, null: 8, list: 16 } as const;

export interface Leaf {
  /** As `fieldName` has it. */
  name: string;
  /** One of LEAF_KINDS. */
  kinds: number;
  /** The number to search it by; null where it is none, or isn't searched by. */
  number: number | null;
}

/** Everything in a payload that has a value of its own; lists are one leaf, objects are none. */
export function payloadLeaves(payload: Record<string, unknown>): Leaf[] {
  const leaves: Leaf[] = [];
  for (const key in payload) {
    const value = payload[key];
    collect(leaves, leafName(isObject(value) ? TOP_OBJECT : TOP, key), key, value);
  }
  return leaves;
}

/** The value of a payload's path, or undefined; paths lead through objects only. */
export function leafAt(payload: Record<string, unknown>, path: readonly string[]): unknown {
  let value: unknown = payload;
  for (const key of path) {
    if (!isObject(value) || !Object.hasOwn(value, key)) return undefined;
    value = value[key];
  }
  return value;
}

/** A part of the envelope as text; null where the event has none. Times are in Unix seconds. */
export function envelopeText(
  event: StoredEvent,
  name: Exclude<EnvelopeField, "time" | "received">,
): string | null {
  switch (name) {
    case "type":
    case "source":
    case "target":
    case "id":
      return event[name];
    case "agent":
    case "robot":
    case "job": {
      const entity = entityOf(event);
      return entity?.kind === name ? entity.id : null;
    }
    case "correlation":
      return correlationOf(event);
    case "severity":
      return event.severity ?? null;
    default:
      return event[`${name}_id`] ?? null;
  }
}

export const envelopeSeconds = (event: StoredEvent, name: "time" | "received"): number =>
  name === "time" ? event.timestamp : streamIdSeconds(event.stream_id);

/** What it belongs to: the envelope's own, else what the producer put into `meta`. */
export function correlationOf({ correlation_id, meta }: StoredEvent): string | null {
  if (correlation_id) return correlation_id;
  return typeof meta.correlation_id === "string" && meta.correlation_id ? meta.correlation_id : null;
}

const envelopeField = (name: string): EnvelopeField | null =>
  ENVELOPE_FIELDS.find((known) => known === name) ??
  (Object.hasOwn(ALIASES, name) ? (ALIASES[name] ?? null) : null);

// A payload's own `type` or `payload.x` would be read as something else.
const inPayload = (name: string, first: string, isDeeper: boolean): string =>
  (isDeeper ? first === "payload" : envelopeField(first) !== null) ? `payload.${name}` : name;

const PLAIN_PART = /^[\p{L}\p{N}_$@][\p{L}\p{N}_$@-]*$/u;
const partName = (key: string): string => (PLAIN_PART.test(key) ? key : quoted(key));

// Nearly every event of a type has the same ones: each is made once, a bounded number of them.
const NAMES = 10_000;
const names = new Map<string, Map<string, string>>();
let named = 0;
/** In place of a parent's name, which is never blank. */
const TOP = "";
const TOP_OBJECT = " ";

function leafName(parent: string, key: string): string {
  let ofParent = names.get(parent);
  const known = ofParent?.get(key);
  if (known !== undefined) return known;
  if (named++ >= NAMES) {
    names.clear();
    named = 0;
    ofParent = undefined;
  }
  if (!ofParent) {
    ofParent = new Map();
    names.set(parent, ofParent);
  }
  const part = partName(key);
  const isTop = parent === TOP || parent === TOP_OBJECT;
  const name = isTop ? inPayload(part, key, parent === TOP_OBJECT) : `${parent}.${part}`;
  ofParent.set(key, name);
  return name;
}

function collect(leaves: Leaf[], name: string, key: string, value: unknown): void {
  switch (typeof value) {
    case "string":
      leaves.push({ name, kinds: LEAF_KINDS.text, number: null });
      return;
    case "boolean":
      leaves.push({ name, kinds: LEAF_KINDS.boolean, number: null });
      return;
    case "number": {
      // JSON has no infinite numbers: it writes null.
      const kinds = Number.isFinite(value) ? LEAF_KINDS.number : LEAF_KINDS.null;
      const number = kinds === LEAF_KINDS.number && isIndexedNumber(key) ? value : null;
      leaves.push({ name, kinds, number });
      return;
    }
    case "object":
      if (value === null) leaves.push({ name, kinds: LEAF_KINDS.null, number: null });
      else if (Array.isArray(value)) leaves.push({ name, kinds: LEAF_KINDS.list, number: null });
      else
        for (const inner in value)
          collect(leaves, leafName(name, inner), inner, (value as Record<string, unknown>)[inner]);
  }
}
