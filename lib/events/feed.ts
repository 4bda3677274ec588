import type { StoredEvent } from "./envelope.ts";

/** Newest events kept in the live state. */
export const FEED_KEPT = 200;

/** Types and sources counted by name: a producer that makes names up can't grow the state without bound. */
export const NAMES_KEPT = 500;

export interface FeedState {
  /** Oldest first. */
  recent: readonly StoredEvent[];
  total: number;
  /** Events seen by type since the fold began. */
  counts: ReadonlyMap<string, number>;
  /** Unix seconds of the last event by source (receive time). */
  sources: ReadonlyMap<string, number>;
}

export const emptyFeed: FeedState = { recent: [], total: 0, counts: new Map(), sources: new Map() };
