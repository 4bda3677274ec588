import type { DatabaseSync } from "node:sqlite";
import { fold, type State } from "#lib/fold";
import { createToEvent, EVENT_COLUMNS, EVENT_TABLES, type EventRow, keyOfRow } from "../stored.ts";

const PAGE = 1000;

/** The state after every event behind the saved one, with the last one's key. */
export function replay(db: DatabaseSync, saved: { key: bigint; state: State }) {
  const page = db.prepare(
    `SELECT ${EVENT_COLUMNS} FROM ${EVENT_TABLES} WHERE e.id > ? AND e.late IS NULL ORDER BY e.id LIMIT ${PAGE}`,
  );
  const toEvent = createToEvent(db);
  let { key, state } = saved;
  let events = 0;
  for (;;) {
    const rows = page.all(key) as unknown as EventRow[];
    if (rows.length === 0) return { key, state, events };
    state = fold(state, rows.map(toEvent));
    events += rows.length;
    key = keyOfRow(rows.at(-1) as EventRow);
  }
}
