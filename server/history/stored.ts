import type { DatabaseSync } from "node:sqlite";
import type { StoredEvent } from "#lib/events/envelope";
import { idOf } from "./key.ts";

/** The columns of `event` that `createToEvent` needs; `e` is the table's alias. */
export const EVENT_COLUMNS =
  "e.id >> 20 AS ms, e.id & 1048575 AS seq, e.type, e.source, e.event_id, e.timestamp, e.payload, e.meta, e.envelope, e.late, o.stream_id AS odd";
export const EVENT_TABLES = "event e LEFT JOIN odd_id o ON o.id = e.id";

export interface EventRow {
  ms: number;
  seq: number;
  type: number;
  source: number;
  event_id: string;
  timestamp: number;
  payload: string;
  meta: number;
  envelope: string | null;
  late: number | null;
  odd: string | null;
}

/** The row's own key. */
export const keyOfRow = ({ ms, seq }: Pick<EventRow, "ms" | "seq">): bigint =>
  (BigInt(ms) << 20n) | BigInt(seq);

const NO_META: Readonly<Record<string, unknown>> = Object.freeze({});

/** Makes a row the event that it was. Names are remembered: they never change. Events of one `meta` share it. */
export function createToEvent(db: DatabaseSync): (row: EventRow) => StoredEvent {
  const find = db.prepare("SELECT text FROM name WHERE id = ?");
  const texts = new Map<number, string>();
  const metas = new Map<number, Record<string, unknown>>([[0, NO_META]]);

  function textOf(id: number): string {
    let text = texts.get(id);
    if (text === undefined) {
      text = String(find.get(id)?.text ?? "");
      texts.set(id, text);
    }
    return text;
  }

  function metaOf(id: number): Record<string, unknown> {
    let meta = metas.get(id);
    if (meta === undefined) {
      meta = Object.freeze(JSON.parse(textOf(id)) as Record<string, unknown>);
      metas.set(id, meta);
    }
    return meta;
  }

  return (row) => {
    const event: StoredEvent = {
      stream_id: row.odd ?? idOf(row.ms, row.seq),
      id: row.event_id,
      type: textOf(row.type),
      source: textOf(row.source),
      target: null,
      timestamp: row.timestamp,
      payload: JSON.parse(row.payload),
      meta: metaOf(row.meta),
    };
    // The rare ones: to spread what is mostly nothing takes longer than all of the above.
    if (row.envelope !== null) Object.assign(event, JSON.parse(row.envelope));
    if (row.late !== null) event.late = true;
    return event;
  };
}
