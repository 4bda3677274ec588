import type { DatabaseSync } from "node:sqlite";
import { EVENT_COLUMNS, EVENT_TABLES, type EventRow } from "./stored.ts";

/** Few, so that what lives for a moment only is cheap to be rid of. */
const PAGE = 250;

export interface RowsAfter {
  rows: EventRow[];
  /** There are no more up to there. */
  isLast: boolean;
}

/** Reads what came after a key, up to another one, a page at a time; what was read late was not part of any moment. */
export function createRowsAfter(db: DatabaseSync) {
  const page = db.prepare(
    `SELECT ${EVENT_COLUMNS} FROM ${EVENT_TABLES} WHERE e.id > ? AND e.id <= ? AND e.late IS NULL ORDER BY e.id LIMIT ${PAGE}`,
  );
  return (after: bigint, upTo: bigint): RowsAfter => {
    const rows = page.all(after, upTo) as unknown as EventRow[];
    return { rows, isLast: rows.length < PAGE };
  };
}
