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
  page.setReturnArrays(true);
  return (after: bigint, upTo: bigint): RowsAfter => {
    const rows = (page.all(after, upTo) as unknown as Columns[]).map(toRow);
    return { rows, isLast: rows.length < PAGE };
  };
}

/** In the order of EVENT_COLUMNS. */
type Columns = [
  ms: number,
  seq: number,
  type: number,
  source: number,
  eventId: string,
  timestamp: number,
  payload: string,
  meta: number,
  envelope: string | null,
  late: number | null,
  odd: string | null,
];

// The objects that SQLite's binding makes are slow to make and to read.
const toRow = (columns: Columns): EventRow => ({
  ms: columns[0],
  seq: columns[1],
  type: columns[2],
  source: columns[3],
  event_id: columns[4],
  timestamp: columns[5],
  payload: columns[6],
  meta: columns[7],
  envelope: columns[8],
  late: columns[9],
  odd: columns[10],
});
