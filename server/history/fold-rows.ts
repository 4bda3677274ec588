import type { DatabaseSync } from "node:sqlite";
import type { StoredEvent } from "#lib/events/envelope";
import { fold, type State } from "#lib/fold";
import { EVENT_COLUMNS, EVENT_TABLES, type EventRow, keyOfRow } from "./stored.ts";

const PAGE = 2000;

export interface Folded {
  state: State;
  /** The last event's, or where it began. */
  key: bigint;
  last: StoredEvent | null;
  events: number;
}

/** Folds what came behind a saved state, up to a key; what was read late was not part of any moment. */
export function createFoldRows(db: DatabaseSync) {
  const page = db.prepare(
    `SELECT ${EVENT_COLUMNS} FROM ${EVENT_TABLES} WHERE e.id > ? AND e.id <= ? AND e.late IS NULL ORDER BY e.id LIMIT ${PAGE}`,
  );
  return (
    saved: { key: bigint; state: State },
    upTo: bigint,
    toEvent: (row: EventRow) => StoredEvent,
  ): Folded => {
    const folded: Folded = { ...saved, last: null, events: 0 };
    for (;;) {
      const rows = page.all(folded.key, upTo) as unknown as EventRow[];
      const events = rows.map(toEvent);
      folded.state = fold(folded.state, events);
      folded.events += events.length;
      folded.last = events.at(-1) ?? folded.last;
      const end = rows.at(-1);
      if (end) folded.key = keyOfRow(end);
      if (rows.length < PAGE) return folded;
    }
  };
}
