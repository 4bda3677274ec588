import type { StreamId } from "#lib/stream-id";
import type { StreamsReport } from "#lib/streams/api";

/** The streams there are. Each adapter maps them to its own names. */
export type StreamName = "events" | "missions";

/** One stream entry: flat text fields, as Redis has them. Unknown to be sane: decode before use. */
export interface Entry {
  id: StreamId;
  fields: Record<string, string>;
}

/** What to append. `dedupId` makes the append idempotent: the same id twice gives the first entry's id. */
export interface NewEntry {
  dedupId: string;
  fields: Record<string, string>;
}

/**
 * A place in a stream. A resume is allowed only if the epoch is the stream's and the entry with that id
 * still exists and carries that event id (its `id` field, null when it has none): a trimmed, flushed,
 * restored or future cursor gives no error in a store, just silence.
 */
export interface Cursor {
  epoch: string;
  streamId: StreamId;
  eventId: string | null;
}

export type GapReason = "trimmed" | "epoch";

/**
 * The place before the oldest entry there is. `removed` counts the entries that ever left the stream, which are those
 * before this place (an entry that somebody deleted from the middle counts too); null where the store doesn't know.
 */
export interface Oldest {
  cursor: Cursor;
  removed: number | null;
}

/** One read of a followed stream. After a gap the follower goes on from the gap's `to`: what is still there comes next. */
export type Followed =
  | { kind: "entries"; from: StreamId; entries: Entry[] }
  /**
   * `to` is the cursor to go on from: everything after `from.streamId` and up to it is unaccounted for.
   * `removed` is as in `Oldest`: beside a count of what was read before `from` it tells how many entries that is.
   */
  | { kind: "gap"; from: Cursor; to: Cursor; removed: number | null; reason: GapReason };

/** How a followed stream's connection to its store is doing; `since` in Unix seconds. */
export type StoreLink = { up: true } | { up: false; since: number; error: string };

export interface RangeQuery {
  /** Exclusive. */
  after?: StreamId;
  /** Exclusive. */
  before?: StreamId;
  limit: number;
  /** Oldest first unless "desc". */
  order?: "asc" | "desc";
}

export interface StreamInfo {
  epoch: string;
  length: number;
  firstId: StreamId | null;
  /** The last id ever generated, also of entries that are gone; "0-0" for a stream never written. */
  lastId: StreamId;
  /** How many entries ever left it; null where the store doesn't count them. */
  removed: number | null;
}

/** Named streams in one total order each. Errors are `AppError` "store_unavailable" or "store_full". */
export interface EventLog {
  /** Appends in the given order, each `dedupId` once; the ids of the entries, old or new. */
  append(stream: StreamName, entries: readonly NewEntry[]): Promise<StreamId[]>;
  range(stream: StreamName, query: RangeQuery): Promise<Entry[]>;
  info(stream: StreamName): Promise<StreamInfo>;
  /** The cursor of the newest entry there is; of an empty stream, its last id ("0-0" if never written) and null. */
  tip(stream: StreamName): Promise<Cursor>;
  /** Where a reader of everything there is begins. */
  oldest(stream: StreamName): Promise<Oldest>;
  /**
   * Whether every entry after this cursor can still be read: null, or why not. A cursor whose own entry is gone
   * counts as trimmed, even if nothing after it went: nobody can tell any more. Never changes anything.
   */
  checkCursor(stream: StreamName, cursor: Cursor): Promise<GapReason | null>;
  /**
   * Everything after `cursor`, for ever, until `signal` aborts: each entry once and in order, or a gap.
   * Never throws: a lost store is reported to `onLink`, retried with back-off, and followed on from the same place.
   * `onLink` hears of changes only; the first "up" once the stream was read. Closing the store ends it too.
   * A stream that was deleted or restored behind everybody's back gets a new epoch from whoever notices first.
   */
  follow(
    stream: StreamName,
    cursor: Cursor,
    options: { signal: AbortSignal; onLink?: (link: StoreLink) => void; batchSize?: number },
  ): AsyncIterable<Followed>;
  /** Removes entries older than `before` (exclusive); how many went. */
  trim(stream: StreamName, before: StreamId): Promise<number>;
}

/** A stored JSON value. `revision` counts its writes from 1; an absent record has revision 0. */
export interface StoredRecord<T = unknown> {
  key: string;
  value: T;
  revision: number;
}

/** A lease held by one holder. `token` grows with every new holder and fences the writes of the ones before. */
export interface Lease {
  name: string;
  holder: string;
  token: number;
}

/** All of it happens, or none. */
export interface Commit {
  /** Fails with "conflict" unless each record is still at this revision (0 = absent). */
  checks?: readonly { collection: string; key: string; revision: number }[];
  puts?: readonly { collection: string; key: string; value: unknown }[];
  deletes?: readonly { collection: string; key: string }[];
  /**
   * Events of the state change; only "events" lives beside the records, another stream is refused as "invalid".
   * Appending is idempotent: a commit whose first dedupId is known has happened.
   */
  appends?: readonly { stream: StreamName; entry: NewEntry }[];
  /** Fails with "conflict" unless this lease is still held with this token. */
  fence?: Lease;
  /** Taken also by a Redis whose memory is full: it takes something away, access above all. A full disk takes nothing. */
  evenWhenFull?: true;
}

/** Named collections of JSON records beside the log, written in one step with the events of the change. */
export interface Records {
  get<T>(collection: string, key: string): Promise<StoredRecord<T> | null>;
  /** By key, ascending by UTF-8 bytes, those that start with `prefix`, after `after` (exclusive). */
  list<T>(
    collection: string,
    options?: { prefix?: string; after?: string; limit?: number },
  ): Promise<StoredRecord<T>[]>;
  /**
   * The stream ids of the appended entries, in order. After "store_unavailable" it may have happened or not:
   * the same commit again settles it when it has `appends`, since their dedup ids are known for 15 minutes at least.
   */
  commit(commit: Commit): Promise<StreamId[]>;

  /** The lease if it is free, expired, or already this holder's (then renewed, same token); else null. */
  acquireLease(name: string, holder: string, ttlMs: number): Promise<Lease | null>;
  /** False when it was lost meanwhile. */
  renewLease(lease: Lease, ttlMs: number): Promise<boolean>;
  releaseLease(lease: Lease): Promise<void>;
  /** Who holds it now, or null. */
  leaseHolder(name: string): Promise<string | null>;
}

/**
 * What BRAiN's own publisher keeps of each day beside the stream, for 90 days: its events as whole JSON. Its own only:
 * what others append to the stream isn't in it. A place in it is counted from the day's first event, and so stays
 * right while the day goes on. Reads only. A day that isn't there, or isn't a list, is empty.
 */
export interface DailyLog {
  /** The texts from the `offset`th on, in the order in which they were published. `date` is YYYY-MM-DD, UTC. */
  read(date: string, from: { offset: number }, limit: number): Promise<string[]>;
  length(date: string): Promise<number>;
}

/** A whole store: what `openStore` gives and `close` ends. */
export interface Store {
  readonly kind: "sqlite" | "redis";
  readonly log: EventLog;
  readonly records: Records;
  /** Null where BRAiN's publisher doesn't write. */
  readonly dailyLog: DailyLog | null;
  /** What is in it and how it is doing, for a person to read. Changes nothing; throws "store_unavailable". */
  inspect(): Promise<StreamsReport>;
  /** Round trip to the store in milliseconds; throws "store_unavailable". */
  ping(): Promise<number>;
  close(): Promise<void>;
}
