import type { StoredEvent } from "../../lib/events/envelope.ts";
import { compareStreamIds, type StreamId } from "../../lib/stream-id.ts";
import { toIso } from "../../lib/time.ts";
import { idAfter, type Place } from "./pages.ts";

/** Rows kept in the browser, shown and waiting together; older ones are asked for again. */
export const ROWS_KEPT = 5_000;

/** Why the rows hold still: a person pressed pause, or reads further down. */
export type Hold = "pressed" | "scrolled" | null;

/** What the events page shows. Rows and waiting ones are newest first. */
export interface Tail {
  rows: readonly StoredEvent[];
  waiting: readonly StoredEvent[];
  /** Counted, since the waiting ones that are kept are bounded. */
  waitingCount: number;
  hold: Hold;
  /** Between the rows and the waiting ones there may be some that were never heard of. */
  hole: boolean;
  /** The newest event heard of, whether it fits the filter or not. */
  head: StreamId | null;
  /** Where older ones have been looked for up to, when that is further back than the last row. */
  lookedTo: StreamId | null;
  /** There is nothing older than the last row. */
  complete: boolean;
}

export type TailAction =
  | { kind: "arrived"; events: readonly StoredEvent[]; head: StreamId }
  | { kind: "hold"; hold: Exclude<Hold, null> }
  | { kind: "resume" }
  | { kind: "older"; events: readonly StoredEvent[]; next: StreamId | null }
  | { kind: "restart"; events: readonly StoredEvent[]; head: StreamId };

/** `events` are oldest first, as the state keeps them. */
export function startTail(events: readonly StoredEvent[], head: StreamId | null): Tail {
  return {
    rows: events.toReversed(),
    waiting: [],
    waitingCount: 0,
    hold: null,
    hole: false,
    head,
    lookedTo: null,
    complete: false,
  };
}

export function onTail(tail: Tail, action: TailAction): Tail {
  switch (action.kind) {
    case "arrived":
      return arrived(tail, action.events, action.head);
    case "hold":
      // What was pressed stays pressed while one scrolls.
      return tail.hold === "pressed" ? tail : { ...tail, hold: action.hold };
    case "resume":
      return resumed(tail);
    case "older":
      return older(tail, action.events, action.next);
    case "restart":
      return restarted(tail, action.events, action.head);
  }
}

function resumed(tail: Tail): Tail {
  // The rows from before a hole would hide it; older pages bring them back, and what is missing with them.
  const rows = tail.hole ? tail.waiting : [...tail.waiting, ...tail.rows];
  const reach = tail.hole ? { lookedTo: null, complete: false } : {};
  return { ...bounded({ ...tail, ...reach }, rows), waiting: [], waitingCount: 0, hold: null, hole: false };
}

function restarted(tail: Tail, events: readonly StoredEvent[], head: StreamId): Tail {
  if (tail.hold === null) return startTail(events, head);
  const waiting = events.toReversed();
  return { ...tail, waiting, waitingCount: tail.waitingCount + waiting.length, hole: true, head };
}

function arrived(tail: Tail, events: readonly StoredEvent[], head: StreamId): Tail {
  const { head: before } = tail;
  const fresh = events
    .filter(({ stream_id }) => before === null || compareStreamIds(stream_id, before) > 0)
    .reverse();
  const moved = { ...tail, head: before !== null && compareStreamIds(before, head) > 0 ? before : head };
  if (fresh.length === 0) return moved;
  if (tail.hold === null) return bounded(moved, [...fresh, ...tail.rows]);
  return {
    ...moved,
    waiting: [...fresh, ...tail.waiting].slice(0, ROWS_KEPT),
    waitingCount: tail.waitingCount + fresh.length,
  };
}

function older(tail: Tail, events: readonly StoredEvent[], next: StreamId | null): Tail {
  const last = tail.rows.at(-1)?.stream_id;
  const fresh = events.filter(({ stream_id }) => last === undefined || compareStreamIds(stream_id, last) < 0);
  return bounded({ ...tail, lookedTo: next, complete: next === null }, [...tail.rows, ...fresh]);
}

/**
 * Older events are to be asked for before this place; null asks for the newest. `until` is the moment that a replay
 * shows, in Unix seconds: where no event had come by then, the newest ones are none of its own.
 */
export const olderThan = ({ lookedTo, rows, head }: Tail, until: number | null = null): Place | null =>
  lookedTo ?? rows.at(-1)?.stream_id ?? (head ? idAfter(head) : until === null ? null : toIso(until));

function bounded(tail: Tail, rows: readonly StoredEvent[]): Tail {
  if (rows.length <= ROWS_KEPT) return { ...tail, rows };
  return { ...tail, rows: rows.slice(0, ROWS_KEPT), lookedTo: null, complete: false };
}
