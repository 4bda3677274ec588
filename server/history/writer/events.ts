import type { DatabaseSync, SQLInputValue } from "node:sqlite";
import { CARRIED_FIELDS, type StoredEvent } from "#lib/events/envelope";
import { entityOf } from "#lib/events/sentence";
import { correlationOf, payloadLeaves } from "#lib/query/fields";
import { bigIds } from "../big-ids.ts";
import { keyOf, msOf } from "../key.ts";
import { ENTITY } from "../mentions.ts";
import { createBulkInsert } from "./bulk-insert.ts";
import type { Mentions } from "./mentions.ts";
import type { Names } from "./names.ts";
import { createNumbers } from "./numbers.ts";
import type { Tallies } from "./tallies.ts";

/** Different `meta` texts kept once each; producers that put something new into every one get it beside the event. */
const METAS = 5_000;
const META_CHARS = 400;
/** So many fields of types are remembered; then it begins anew, since a producer may make names up. */
const FIELDS_REMEMBERED = 100_000;

/** The number of its text, or beside the event. */
interface KeptMeta {
  meta: number;
  inline: boolean;
}

export type EventRows = ReturnType<typeof createEventRows>;

/** Writes events as rows, with everything they are found by. To be called inside a transaction. */
export function createEventRows(db: DatabaseSync, names: Names, tallies: Tallies, mentions: Mentions) {
  const insert = createInsert(db);
  const insertOdd = db.prepare("INSERT OR IGNORE INTO odd_id (id, stream_id) VALUES (?, ?)");
  const numbers = createNumbers(db);
  const insertField = db.prepare(
    "INSERT INTO field (type, field, kinds) VALUES (?, ?, ?) ON CONFLICT (type, field) DO UPDATE SET kinds = kinds | excluded.kinds",
  );
  const find = db.prepare(`SELECT type, source, ${ENTITY} AS entity, payload FROM event WHERE id = ?`);
  const remove = db.prepare("DELETE FROM event WHERE id = ?");
  const removeOdd = db.prepare("DELETE FROM odd_id WHERE id = ?");
  const seenFields = new Map<number, Map<string, { id: number; kinds: number }>>();
  let remembered = 0;
  /** By the object that events share. */
  let keptMetas = new WeakMap<object, KeptMeta>();
  let metas = Number(db.prepare("SELECT count(*) AS n FROM name WHERE kind = 'meta'").get()?.n);

  function fieldOf(type: number, name: string, kinds: number): number {
    let ofType = seenFields.get(type);
    if (!ofType) {
      ofType = new Map();
      seenFields.set(type, ofType);
    }
    const seen = ofType.get(name);
    if (seen && (seen.kinds & kinds) === kinds) return seen.id;
    const id = seen?.id ?? names.idOf("field", name);
    insertField.run(type, id, kinds);
    ofType.set(name, { id, kinds: (seen?.kinds ?? 0) | kinds });
    if (++remembered > FIELDS_REMEMBERED) forgetFields();
    return id;
  }

  function forgetFields(): void {
    seenFields.clear();
    remembered = 0;
  }

  function metaOf({ meta }: StoredEvent): KeptMeta {
    let kept = keptMetas.get(meta);
    if (!kept) {
      kept = keep(meta);
      keptMetas.set(meta, kept);
    }
    return kept;
  }

  // What differs from event to event would only fill the table of names.
  function keep(value: StoredEvent["meta"]): KeptMeta {
    const text = JSON.stringify(value);
    if (typeof value.correlation_id === "string" || text.length > META_CHARS)
      return { meta: 0, inline: true };
    if (metas >= METAS && !names.has("meta", text)) return { meta: 0, inline: true };
    if (!names.has("meta", text)) metas++;
    return { meta: names.idOf("meta", text), inline: false };
  }

  return {
    /** `after` is the key of the event before it. Returns the event's own key, or null when it was there already. */
    add(event: StoredEvent, after: bigint, late = false): bigint | null {
      const own = keyOf(event.stream_id);
      const key = own ?? after + 1n;
      const entity = entityOf(event);
      const type = names.idOf("type", event.type);
      const source = names.idOf("source", event.source);
      const name = entity && names.idOf(entity.kind, entity.id);
      const { meta, inline } = metaOf(event);
      const isNew = insert.add(
        key,
        type,
        source,
        entity?.kind === "agent" ? name : null,
        entity?.kind === "robot" ? name : null,
        entity?.kind === "job" ? name : null,
        event.id,
        event.timestamp,
        JSON.stringify(event.payload),
        meta,
        envelopeOf(event, inline),
        correlationOf(event),
        late ? 1 : null,
      );
      if (!isNew) return null;
      if (own === null) insertOdd.run(key, event.stream_id);
      mentions.add(key, type, source, name);
      tallies.add(msOf(key), type);
      for (const leaf of payloadLeaves(event.payload)) {
        const field = fieldOf(type, leaf.name, leaf.kinds);
        if (leaf.number !== null) numbers.add(field, key, leaf.number);
      }
      return key;
    },
    /** Takes one away that was written in an earlier transaction, with everything it is found by. */
    remove(key: bigint): void {
      const row = find.get(key) as
        | { type: number; source: number; entity: number | null; payload: string }
        | undefined;
      if (!row) return;
      for (const { name, kinds, number } of payloadLeaves(JSON.parse(row.payload)))
        if (number !== null) numbers.remove(fieldOf(row.type, name, kinds), key);
      tallies.add(msOf(key), row.type, -1);
      mentions.remove(key, row.type, row.source, row.entity);
      remove.run(key);
      removeOdd.run(key);
    },
    /** Writes what was gathered of the rows since the last time. */
    write(): void {
      insert.write();
      numbers.write();
      mentions.write();
    },
    /** After a rollback: what was made meanwhile isn't in the file. */
    forget(): void {
      keptMetas = new WeakMap();
      forgetFields();
      insert.forget();
      numbers.forget();
    },
  };
}

const COLUMNS = [
  "id",
  "type",
  "source",
  "agent",
  "robot",
  "job",
  "event_id",
  "timestamp",
  "payload",
  "meta",
  "envelope",
  "correlation",
  "late",
];

/** Inserts rows in the order of COLUMNS. What comes after everything in the file can't be there yet, and needn't be asked for. */
function createInsert(db: DatabaseSync) {
  const sql = (rows: string) => `INSERT OR IGNORE INTO event (${COLUMNS.join(", ")}) VALUES ${rows}`;
  const following = createBulkInsert(db, COLUMNS.length, sql);
  const insertOne = db.prepare(sql(`(${COLUMNS.map(() => "?").join(", ")})`));
  const newest = bigIds(db, "SELECT coalesce(max(id), 0) AS id FROM event");
  let newestKey = keyInFile();

  function keyInFile(): bigint {
    return (newest.get() as { id: bigint }).id;
  }

  return {
    /** False when the key was there already. */
    add(key: bigint, ...columns: SQLInputValue[]): boolean {
      if (key > newestKey) {
        newestKey = key;
        following.add(key, ...columns);
        return true;
      }
      following.write();
      return insertOne.run(key, ...columns).changes !== 0;
    },
    write: following.write,
    forget(): void {
      following.forget();
      newestKey = keyInFile();
    },
  };
}

// Rarely there: beside the columns of what every event has.
function envelopeOf(event: StoredEvent, withMeta: boolean): string | null {
  const rare: Record<string, unknown> = {};
  if (event.target !== null) rare.target = event.target;
  for (const name of CARRIED_FIELDS) if (event[name] !== undefined) rare[name] = event[name];
  if (withMeta) rare.meta = event.meta;
  return Object.keys(rare).length > 0 ? JSON.stringify(rare) : null;
}
