import type { DatabaseSync } from "node:sqlite";
import type { FieldList } from "#lib/history/api";
import { ENVELOPE_FIELDS } from "#lib/query/syntax";

/** Producers that make names up could fill any answer. */
const FIELDS_AT_MOST = 5_000;
const TYPES_AT_MOST = 20;

type Kind = FieldList["fields"][number]["kind"];

// As the column `field.kinds` has them; that a field was null or a list sometimes says nothing of its values.
const PLAIN: Record<number, Kind> = { 1: "text", 2: "number", 4: "boolean" };
const PLAIN_KINDS = 1 | 2 | 4;

/** Every field seen so far: the envelope's own, then the payloads' by name. */
export function listFields(db: DatabaseSync): FieldList["fields"] {
  const rows = db
    .prepare(
      `SELECT f.text AS name, t.text AS type, field.kinds FROM field
       JOIN name f ON f.id = field.field JOIN name t ON t.id = field.type ORDER BY f.text, t.text`,
    )
    .all() as { name: string; type: string; kinds: number }[];
  const seen = new Map<string, { kinds: number; types: string[] }>();
  for (const { name, type, kinds } of rows) {
    const field = seen.get(name) ?? { kinds: 0, types: [] };
    field.kinds |= kinds;
    if (field.types.length < TYPES_AT_MOST) field.types.push(type);
    seen.set(name, field);
  }
  const own = ENVELOPE_FIELDS.map((name) => ({ name, kind: envelopeKind(name), types: [] }));
  const payloads = [...seen].slice(0, FIELDS_AT_MOST).map(([name, { kinds, types }]) => ({
    name,
    kind: kindOf(name, kinds),
    types,
  }));
  return [...own, ...payloads];
}

const envelopeKind = (name: string): Kind => (name === "time" || name === "received" ? "time" : "text");

function kindOf(name: string, kinds: number): Kind {
  const plain = PLAIN[kinds & PLAIN_KINDS] ?? "mixed";
  return name.endsWith("_at") && plain !== "boolean" ? "time" : plain;
}
