import type { DatabaseSync } from "node:sqlite";
import type { ValuesQuery } from "#lib/history/api";
import { fieldName, leafAt } from "#lib/query/fields";
import { parse } from "#lib/query/parse";
import type { EnvelopeField, Field } from "#lib/query/syntax";
import { lower } from "#lib/query/text";
import { MARK } from "../mentions.ts";
import { type KnownNames, literally } from "./known-names.ts";
import { type Indexed, isIndexed } from "./requirements.ts";
import { createTally } from "./tally.ts";

/** The newest events are looked at for values: of each type so many, and so many rows for a rare part of the envelope. */
const LOOKED_AT_PER_TYPE = 1_000;
const TYPES_LOOKED_AT = 8;
const ENVELOPES_LOOKED_AT = 20_000;

/** Where a rare part of the envelope stands in the column `envelope`; a correlation has a column of its own. */
const RARE: Partial<Record<EnvelopeField, string>> = {
  target: "target",
  mission: "mission_id",
  task: "task_id",
  tenant: "tenant_id",
  actor: "actor_id",
  severity: "severity",
};

/** Values seen of a field that begin with a text, for whoever types: the most frequent types, of all else the newest. */
export function createValues(db: DatabaseSync, names: KnownNames) {
  const tally = createTally(db);
  const named = db.prepare(
    "SELECT id, text FROM name WHERE kind = ? AND text LIKE ? ESCAPE '\\' ORDER BY id DESC",
  );
  const correlations = db.prepare(
    `SELECT correlation FROM (SELECT correlation FROM event ORDER BY id DESC LIMIT ${ENVELOPES_LOOKED_AT}) WHERE correlation IS NOT NULL`,
  );
  const envelopes = db.prepare(
    `SELECT envelope FROM (SELECT envelope FROM event ORDER BY id DESC LIMIT ${ENVELOPES_LOOKED_AT}) WHERE envelope IS NOT NULL`,
  );
  const newestPayloads = db.prepare(
    `SELECT payload FROM event WHERE type = ? AND id > ${MARK} ORDER BY id DESC LIMIT ${LOOKED_AT_PER_TYPE}`,
  );
  const payloads = db.prepare(
    "SELECT e.payload FROM mention n CROSS JOIN event e NOT INDEXED ON e.id = n.id WHERE n.name = ? ORDER BY n.id DESC LIMIT ?",
  );

  function ofNames(kind: Indexed | "type", prefix: string, limit: number): string[] {
    const like = named.all(kind, `${literally(prefix)}%`) as { id: number; text: string }[];
    // LIKE ends a text at its first NUL.
    const rows = like.filter(({ text }) => begins(text, prefix));
    if (kind !== "type") return rows.slice(0, limit).map(({ text }) => text);
    const totals = tally.totals();
    const frequency = ({ id }: { id: number }) => totals.get(id) ?? 0;
    return rows
      .sort((a, b) => frequency(b) - frequency(a))
      .slice(0, limit)
      .map(({ text }) => text);
  }

  function* seenIn(field: Field): Generator<unknown> {
    if (field.kind === "envelope") {
      if (field.name === "correlation") for (const { correlation } of correlations.all()) yield correlation;
      const part = RARE[field.name];
      if (!part) return;
      for (const { envelope } of envelopes.all()) yield JSON.parse(String(envelope))[part];
      return;
    }
    for (const type of names.carrying(fieldName(field)).slice(0, TYPES_LOOKED_AT)) {
      const newest = newestPayloads.all(type);
      const older = payloads.all(type, LOOKED_AT_PER_TYPE - newest.length);
      for (const { payload } of [...newest, ...older]) yield leafAt(JSON.parse(String(payload)), field.path);
    }
  }

  return ({ field: name, prefix, limit }: ValuesQuery): string[] => {
    const field = fieldNamed(name);
    if (!field) return [];
    if (field.kind === "envelope" && (field.name === "type" || isIndexed(field.name)))
      return ofNames(field.name, prefix, limit);
    const values = new Set<string>();
    for (const value of seenIn(field)) {
      for (const text of textsOf(value)) if (begins(text, prefix)) values.add(text);
      if (values.size >= limit) break;
    }
    return [...values].slice(0, limit);
  };
}

const begins = (text: string, prefix: string): boolean => lower(text).startsWith(lower(prefix));

/** The field as the filter language reads its name; null for none. */
function fieldNamed(name: string): Field | null {
  const result = parse(`${name}:x`);
  return result.kind === "query" && result.query.kind === "compare" ? result.query.field : null;
}

function textsOf(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap((item) => (Array.isArray(item) ? [] : textsOf(item)));
  return typeof value === "string" || typeof value === "number" || typeof value === "boolean"
    ? [String(value)]
    : [];
}
