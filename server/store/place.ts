import { compareStreamIds, STREAM_START, type StreamId } from "#lib/stream-id";
import type { Cursor, GapReason } from "./port.ts";

/** What a stream is like at one moment, and what stands at the place that was asked about. */
export interface StreamState {
  epoch: string;
  firstId: StreamId | null;
  /** The last id ever generated; "0-0" for a stream never written. */
  lastId: StreamId;
  /** How many entries were ever removed; null where the store doesn't count them. */
  removed: number | null;
  entry: { eventId: string | null } | null;
}

/** Where a follower is: at an entry, or, after a gap and in an empty stream, at a place that holds none. */
export interface Place {
  cursor: Cursor;
  /** At a place without an entry: how many entries were removed when it was last whole. Else null. */
  removed: number | null;
}

/**
 * Whether everything after the place can still be read: null, or why not. Rather one gap too many than one
 * too few. Trimming takes the oldest entries, so an entry that stands vouches for all that come after it.
 */
export function judge({ cursor, removed }: Place, state: StreamState): GapReason | null {
  if (cursor.epoch !== state.epoch) return "epoch";
  if (compareStreamIds(cursor.streamId, state.lastId) > 0) return "epoch";
  if (state.entry) return state.entry.eventId === cursor.eventId ? null : "epoch";
  if (removed !== null && removed === state.removed) return null;
  if (cursor.eventId === null && nothingBetween(cursor.streamId, state)) return null;
  return wasTrimmed(cursor.streamId, state) ? "trimmed" : "epoch";
}

/** The place before the oldest entry there is; in an empty stream, after the last that was. */
export function beforeOldest(state: StreamState): Place {
  const streamId = state.firstId === null ? state.lastId : idBefore(state.firstId);
  return { cursor: { epoch: state.epoch, streamId, eventId: null }, removed: state.removed };
}

function nothingBetween(place: StreamId, { firstId, lastId, removed }: StreamState): boolean {
  if (place === lastId) return true;
  if (place === STREAM_START) return removed === 0;
  return firstId !== null && place === idBefore(firstId);
}

// An older entry still there, or none ever removed: then it isn't the stream that the cursor was made in.
function wasTrimmed(place: StreamId, { firstId, removed }: StreamState): boolean {
  if (place === STREAM_START) return true;
  return removed !== 0 && (firstId === null || compareStreamIds(firstId, place) > 0);
}

const MAX_HALF = 2n ** 64n - 1n;

function idBefore(id: StreamId): StreamId {
  const [ms = "0", seq = "0"] = id.split("-");
  if (BigInt(seq) > 0n) return `${ms}-${BigInt(seq) - 1n}`;
  return BigInt(ms) > 0n ? `${BigInt(ms) - 1n}-${MAX_HALF}` : STREAM_START;
}
