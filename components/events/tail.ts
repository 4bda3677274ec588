import type { StoredEvent } from "../../lib/events/envelope.ts";
import { compareStreamIds, type StreamId } from "../../lib/stream-id.ts";

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
  | { kind: "restart"; events: readonly StoredEvent[]; head: StreamId }
  | { kind: "filter"; events: readonly StoredEvent[]; head: StreamId | null };

/** `events` are oldest first, as the state keeps them. */
export function startTail(events: readonly StoredEvent[], head: StreamId | null): Tail {
  return {
    rows: events.toReversed(),
    waiting: [],
    waitingCount: 0,
    hold: null,
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
      return { ...bounded(tail, [...tail.waiting, ...tail.rows]), waiting: [], waitingCount: 0, hold: null };
    case "older":
      return older(tail, action.events, action.next);
    case "restart":
      // After a jump to the present there may be a hole: the rows from before it would hide it.
      return { ...startTail(action.events, action.head), hold: tail.hold };
    case "filter":
      return startTail(action.events, action.head);
  }
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

/** Older events are to be asked for before this one; null asks for the newest. */
export const olderThan = ({ lookedTo, rows }: Tail): StreamId | null =>
  lookedTo ?? rows.at(-1)?.stream_id ?? null;

function bounded(tail: Tail, rows: readonly StoredEvent[]): Tail {
  if (rows.length <= ROWS_KEPT) return { ...tail, rows };
  return { ...tail, rows: rows.slice(0, ROWS_KEPT), lookedTo: null, complete: false };
}
