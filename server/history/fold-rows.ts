import type { DatabaseSync } from "node:sqlite";
import type { StoredEvent } from "#lib/events/envelope";
import { fold, type State } from "#lib/fold";
import { createRowsAfter } from "./rows-after.ts";
import { type EventRow, keyOfRow } from "./stored.ts";

export interface Folded {
  state: State;
  /** The last event's, or where it began. */
  key: bigint;
  last: StoredEvent | null;
  events: number;
}

/** Folds what came behind a saved state, up to a key. */
export function createFoldRows(db: DatabaseSync) {
  const rowsAfter = createRowsAfter(db);
  return (
    saved: { key: bigint; state: State },
    upTo: bigint,
    toEvent: (row: EventRow) => StoredEvent,
  ): Folded => {
    const folded: Folded = { ...saved, last: null, events: 0 };
    for (;;) {
      const { rows, isLast } = rowsAfter(folded.key, upTo);
      const events = rows.map(toEvent);
      folded.state = fold(folded.state, events);
      folded.events += events.length;
      folded.last = events.at(-1) ?? folded.last;
      const end = rows.at(-1);
      if (end) folded.key = keyOfRow(end);
      if (isLast) return folded;
    }
  };
}
