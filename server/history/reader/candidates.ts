import type { DatabaseSync } from "node:sqlite";
import { bigIds } from "../big-ids.ts";
import type { Window } from "./window.ts";

export type SqlValue = string | number | bigint | null;

/** A piece of SQL with what goes into its question marks. */
export interface Sql {
  text: string;
  values: readonly SqlValue[];
}

/**
 * Where the events of an answer are looked for: the table itself, or what has few of them to look at.
 * `from` and `where` are parts of a SELECT with the event as `e`; `id` is the column that it is walked along.
 */
export interface Candidates {
  from: string;
  id: string;
  where: Sql;
  /** The walk's single strands, each in order of id: SELECTs of `id` that go on with "AND id < ?". */
  strands: readonly Sql[];
  /** Where they are all that there are. */
  within: Window;
}

/** One after the other they are the events of all time, the oldest first. */
export type Route = readonly Candidates[];

/** More strands than this are measured by a sample of them. */
const STRANDS_MEASURED = 16;

/**
 * Cuts a window into slices of about so many candidates, in the order of the walk, so that a long search can stop
 * between two of them. Each slice includes the event at its far end; the last one reaches the window's end.
 */
export function createSlicer(db: DatabaseSync, { strands }: Candidates, order: "newest" | "oldest") {
  const step = Math.ceil(strands.length / STRANDS_MEASURED);
  const measured = strands
    .filter((_, index) => index % step === 0)
    .map(({ text, values }) => ({
      values,
      statement: bigIds(
        db,
        `${text} AND id >= ? AND id < ? ORDER BY id ${order === "newest" ? "DESC" : "ASC"} LIMIT 1 OFFSET ?`,
      ),
    }));

  return (window: Window, candidates: number): { slice: Window; rest: Window | null } => {
    const each = Math.floor(candidates / measured.length);
    const ends = measured.flatMap(({ statement, values }) => {
      const row = statement.get(...values, window.low, window.high, each) as { id: bigint } | undefined;
      return row ? [row.id] : [];
    });
    if (ends.length === 0) return { slice: window, rest: null };
    const nearest = ends.reduce((a, b) => (order === "newest" ? (a > b ? a : b) : a < b ? a : b));
    return order === "newest"
      ? { slice: { ...window, low: nearest }, rest: { ...window, high: nearest } }
      : { slice: { ...window, high: nearest + 1n }, rest: { ...window, low: nearest + 1n } };
  };
}
