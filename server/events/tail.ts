import { messageOf } from "#lib/errors";
import type { DecodeNote, DecodeOptions, Quarantined } from "#lib/events/decode";
import type { StoredEvent } from "#lib/events/envelope";
import { emptyState, fold, type State } from "#lib/fold";
import type { Gap } from "#lib/live/protocol";
import { STREAM_START } from "#lib/stream-id";
import { toSeconds } from "#lib/time";
import type { Logger } from "#server/log";
import type { Cursor, Entry, EventLog, Followed, StoreLink } from "#server/store/port";
import { createReader } from "./reader.ts";

/** Where the fold begins without a checkpoint: this many of the newest entries. */
const REPLAYED_AT_START = 200_000;
const PAGE = 1000;

/** What the tail tells of, in stream order. */
export interface TailListener {
  /** `chars` is how long their entries are together: about what they take in memory. */
  events(from: string, to: Cursor, events: StoredEvent[], chars: number): void;
  gap(gap: Gap): void;
  link(link: StoreLink): void;
}

export interface TailStats {
  read: number;
  duplicates: number;
  gaps: number;
  notes: Record<string, number>;
}

export interface TailOptions {
  log: EventLog;
  logger: Logger;
  decodeOptions: DecodeOptions;
  checkpoint: { state: State; cursor: Cursor } | null;
  /** What is known without the stream, for a fold that begins anew. */
  known(): Promise<Partial<State>>;
  quarantine(epoch: string, entries: readonly Quarantined[]): void;
  now?: () => number;
}

export type Tail = Awaited<ReturnType<typeof startTail>>;

/**
 * The one reader of the event stream in this process: decodes, puts poison aside, folds, and tells its listener.
 * Starts from the checkpoint where its cursor still stands, else from the newest entries there are.
 */
export async function startTail(options: TailOptions) {
  const { log, logger, now = Date.now } = options;
  const start = await resolveStart(options);
  const reader = createReader(
    options.decodeOptions,
    start.state.feed.recent.map(({ id }) => id),
  );
  const stats: TailStats = { read: 0, duplicates: 0, gaps: 0, notes: {} };
  const stop = new AbortController();
  let state = start.state;
  let cursor = start.cursor;
  let link: StoreLink = { up: true };
  let listener: TailListener | null = null;

  function take(entries: readonly Entry[]): StoredEvent[] {
    const batch = reader.read(entries);
    if (batch.quarantined.length > 0) setAside(batch.quarantined);
    count(stats, entries.length, batch.duplicates, batch.notes);
    state = fold(state, batch.events);
    const last = entries.at(-1);
    if (last) cursor = { epoch: cursor.epoch, streamId: last.id, eventId: last.fields.id ?? null };
    return batch.events;
  }

  function setAside(entries: readonly Quarantined[]): void {
    const [first] = entries;
    logger.warn(
      { count: entries.length, first: first?.stream_id, reason: first?.reason },
      "entries quarantined",
    );
    try {
      options.quarantine(cursor.epoch, entries);
    } catch (error) {
      // A full disk must not stop the reader; the entries stay in the stream.
      logger.error({ reason: messageOf(error) }, "quarantined entries were not kept");
    }
  }

  async function onFollowed(followed: Followed): Promise<void> {
    const from = cursor.streamId;
    if (followed.kind === "entries") {
      const events = take(followed.entries);
      listener?.events(from, cursor, events, charsOf(followed.entries));
      return;
    }
    stats.gaps += 1;
    cursor = followed.to;
    // Another epoch is another history: what was folded from the old one is no longer true.
    if (followed.reason === "epoch") state = { ...emptyState, ...(await knownOrNothing(options)) };
    logger.warn({ from, to: cursor.streamId, reason: followed.reason }, "gap in the event stream");
    listener?.gap({ from, to: cursor.streamId, reason: followed.reason, at: toSeconds(now()) });
  }

  await catchUp(log, () => cursor, take);

  const following = (async () => {
    const onLink = (next: StoreLink) => {
      link = next;
      listener?.link(next);
    };
    for await (const followed of log.follow("events", cursor, { signal: stop.signal, onLink }))
      await onFollowed(followed);
  })().catch((error: unknown) => {
    // `follow` retries by itself: whatever ends it is a defect, and a dashboard without a tail is a lie.
    logger.error({ err: error }, "the tail ended");
    throw error;
  });

  return {
    listen(next: TailListener): void {
      listener = next;
    },
    state: () => state,
    cursor: () => cursor,
    link: () => link,
    stats: () => stats,
    /** Rejects if the tail ends by itself. */
    failed: following,
    async close(): Promise<void> {
      stop.abort();
      await following;
    },
  };
}

async function resolveStart(options: TailOptions) {
  const { log, checkpoint } = options;
  if (checkpoint && (await log.checkCursor("events", checkpoint.cursor)) === null) return checkpoint;
  const { epoch } = await log.info("events");
  const beforeFirst = (await log.range("events", { limit: REPLAYED_AT_START + 1, order: "desc" })).at(
    REPLAYED_AT_START,
  );
  const cursor: Cursor = beforeFirst
    ? { epoch, streamId: beforeFirst.id, eventId: beforeFirst.fields.id ?? null }
    : { epoch, streamId: STREAM_START, eventId: null };
  return { state: { ...emptyState, ...(await options.known()) }, cursor };
}

// In the middle of an outage the records may be away too: then the stream alone must do.
async function knownOrNothing({ known, logger }: TailOptions): Promise<Partial<State>> {
  try {
    return await known();
  } catch (error) {
    logger.warn({ reason: messageOf(error) }, "what the records know could not be read");
    return {};
  }
}

// Before anybody listens: up to the present in pages, giving other work its turn.
async function catchUp(log: EventLog, cursor: () => Cursor, take: (entries: Entry[]) => void): Promise<void> {
  for (;;) {
    const entries = await log.range("events", { after: cursor().streamId, limit: PAGE });
    take(entries);
    if (entries.length < PAGE) return;
    await new Promise((resolve) => setImmediate(resolve));
  }
}

function charsOf(entries: readonly Entry[]): number {
  let chars = 0;
  for (const { fields } of entries)
    for (const name in fields) chars += name.length + (fields[name]?.length ?? 0);
  return chars;
}

function count(stats: TailStats, read: number, duplicates: number, notes: readonly DecodeNote[]): void {
  stats.read += read;
  stats.duplicates += duplicates;
  for (const note of notes) stats.notes[note] = (stats.notes[note] ?? 0) + 1;
}
