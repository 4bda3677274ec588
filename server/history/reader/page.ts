import type { DatabaseSync } from "node:sqlite";
import type { StreamId } from "#lib/stream-id";
import { EVENT_COLUMNS, type EventRow } from "../stored.ts";
import { type Candidates, createSlicer } from "./candidates.ts";
import { streamIdOf } from "./row-text.ts";
import { isEmpty, type Window } from "./window.ts";

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
  candidates: Candidates,
  window: Window,
  { limit, order, now, firstSlice = FIRST_SLICE }: PageOptions,
): RowPage {
  const select = db.prepare(
    `SELECT ${EVENT_COLUMNS} FROM ${candidates.from} LEFT JOIN odd_id o ON o.id = ${candidates.id}
     WHERE ${candidates.where.text} AND ${candidates.id} >= ? AND ${candidates.id} < ?
     ORDER BY ${candidates.id} ${order === "newest" ? "DESC" : "ASC"} LIMIT ?`,
  );
  const slicer = createSlicer(db, candidates, order);
  const deadline = now() + BUDGET_MS;
  const rows: EventRow[] = [];
  let size = candidates.strands.length === 1 ? firstSlice : Math.min(firstSlice, FIRST_SLICE_OF_MANY);
  for (let rest: Window | null = window; rest && !isEmpty(rest); ) {
    const began = now();
    const cut = slicer(rest, size);
    // One more than asked for: whether there is more is worth knowing.
    const missing = limit + 1 - rows.length;
    const found = select.all(...candidates.where.values, cut.slice.low, cut.slice.high, missing);
    rows.push(...(found as unknown as EventRow[]));
    if (rows.length > limit) {
      rows.length = limit;
      const last = rows.at(-1);
      return { rows, next: last ? streamIdOf(last) : null };
    }
    rest = cut.rest;
    if (rest && now() > deadline) {
      const reached = order === "newest" ? rest.high : rest.low - 1n;
      return { rows, next: isEmpty(rest) ? null : idOf(reached) };
    }
    const took = now() - began;
    if (took < SHORT_MS) size *= 4;
    else if (took > LONG_MS) size = Math.ceil(size / 2);
  }
  return { rows, next: null };
}
