import type { DatabaseSync } from "node:sqlite";
import type { StreamId } from "#lib/stream-id";
import { EVENT_COLUMNS, type EventRow } from "../stored.ts";
import { type Candidates, createSlicer, type Route } from "./candidates.ts";
import { streamIdOf } from "./row-text.ts";
import { common, isEmpty, type Window } from "./window.ts";

/** A search that takes longer than this answers with what it has found so far. */
const BUDGET_MS = 700;
/** Candidates of the first slice: of one strand the database stops by itself, of several it sorts the whole slice. */
const FIRST_SLICE = 20_000;
const FIRST_SLICE_OF_MANY = 1_000;
/** A slice should take long enough to be worth its own question, and not so long that the budget means nothing. */
const SHORT_MS = 30;
const LONG_MS = 120;

export interface PageParts {
  db: DatabaseSync;
  idOf(key: bigint): string;
}

export interface PageOptions {
  limit: number;
  order: "newest" | "oldest";
  /** Milliseconds. */
  now(): number;
  firstSlice?: number | undefined;
}

export interface RowPage {
  rows: EventRow[];
  /** Where to go on; null when that was all. */
  next: StreamId | null;
}

/** One page of the events that fit, in stream order from either end. */
export function readPage(
  { db, idOf }: PageParts,
  route: Route,
  window: Window,
  { limit, order, now, firstSlice = FIRST_SLICE }: PageOptions,
): RowPage {
  const deadline = now() + BUDGET_MS;
  const rows: EventRow[] = [];
  for (const candidates of order === "newest" ? route.toReversed() : route) {
    const part = common(window, candidates.within);
    if (isEmpty(part)) continue;
    const read = createSliceReader(db, candidates, order);
    let size = candidates.strands.length === 1 ? firstSlice : Math.min(firstSlice, FIRST_SLICE_OF_MANY);
    for (let rest: Window | null = part; rest && !isEmpty(rest); ) {
      const began = now();
      // One more than asked for: whether there is more is worth knowing.
      const slice = read(rest, size, limit + 1 - rows.length);
      rows.push(...slice.rows);
      if (rows.length > limit) {
        rows.length = limit;
        const last = rows.at(-1);
        return { rows, next: last ? streamIdOf(last) : null };
      }
      rest = slice.rest;
      if (rest && !isEmpty(rest) && now() > deadline)
        return { rows, next: idOf(order === "newest" ? rest.high : rest.low - 1n) };
      const took = now() - began;
      if (took < SHORT_MS) size *= 4;
      else if (took > LONG_MS) size = Math.ceil(size / 2);
    }
  }
  return { rows, next: null };
}

/** Reads the rows of about so many candidates at the near end of a window, and tells what is left of it. */
function createSliceReader(db: DatabaseSync, candidates: Candidates, order: PageOptions["order"]) {
  const { from, id, where } = candidates;
  const select = db.prepare(
    `SELECT ${EVENT_COLUMNS} FROM ${from} LEFT JOIN odd_id o ON o.id = ${id}
     WHERE ${where.text} AND ${id} >= ? AND ${id} < ?
     ORDER BY ${id} ${order === "newest" ? "DESC" : "ASC"} LIMIT ?`,
  );
  const slicer = createSlicer(db, candidates, order);
  return (window: Window, size: number, limit: number): { rows: EventRow[]; rest: Window | null } => {
    const { slice, rest } = slicer(window, size);
    const rows = select.all(...where.values, slice.low, slice.high, limit);
    return { rows: rows as unknown as EventRow[], rest };
  };
}
