import { setImmediate as nextTurn, setTimeout as wait } from "node:timers/promises";
import { messageOf } from "#lib/errors";
import type { DecodeNote, DecodeOptions, Quarantined } from "#lib/events/decode";
import type { StoredEvent } from "#lib/events/envelope";
import { charsOfAll } from "#lib/events/fields";
import { emptyState, fold, fromWire, type State, toWire, type WireState } from "#lib/fold";
import type { Outage } from "#lib/history/outage";
import type { Gap } from "#lib/live/protocol";
import { compareStreamIds, STREAM_START, type StreamId } from "#lib/stream-id";
import { toSeconds } from "#lib/time";
import type { Archive } from "#server/history/feed";
import type { Place } from "#server/history/writer/writer";
import type { Logger } from "#server/log";
import type { Cursor, Entry, EventLog, Followed, GapReason, Oldest, StoreLink } from "#server/store/port";
import { createAbsences, type Loss } from "./absences.ts";
import { createReader } from "./reader.ts";

/** A start waits so long for the present; from then on whoever connects watches the catching up. */
const CATCH_UP_MS = 20_000;
const LOOK_EVERY_MS = 20;
/** Entries per read: enough to catch up fast, few enough to fold in one turn. */
const BATCH = 500;

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

/** What came after `from` was removed from the stream before it was read. */
export interface Lost {
  from: Cursor;
  /** Ids of events received shortly before. */
  knownIds: ReadonlySet<string>;
  signal: AbortSignal;
}

export interface TailOptions {
  log: EventLog;
  logger: Logger;
  decodeOptions: DecodeOptions;
  /** Where the history goes on, and the fold's state there; null for a first start. */
  start: { place: Place; state: WireState } | null;
  /** Ids of the newest events before the start, oldest first. */
  recentIds: readonly string[];
  /** That this server was away; told to the archive with what became of it. */
  ownOutage: Outage | null;
  leftOpen: readonly Outage[];
  archive: Archive;
  /** What is known without the stream, for a fold that begins anew. */
  known(): Promise<Partial<State>>;
  /**
   * Reads a lost range from where else it may stand, in order, and gives it to `take`. Resolves with the place up to
   * which it did so, or null where there is nothing else.
   */
  recover(lost: Lost, take: (entries: Entry[]) => Promise<void>): Promise<Oldest | null>;
  now?: () => number;
}

export type Tail = Awaited<ReturnType<typeof startTail>>;

/**
 * The one reader of the event stream in this process: decodes, folds, hands on to the history, and tells its listener.
 * Goes on from where the history stands; what was removed from the stream meanwhile is recovered as far as possible
 * before anything behind it is folded, and told as a gap.
 */
export async function startTail(options: TailOptions) {
  const { log, logger, archive, now = Date.now } = options;
  const reader = createReader(options.decodeOptions, options.recentIds);
  const absences = createAbsences({
    ownOutage: options.ownOutage,
    leftOpen: options.leftOpen,
    tell: archive.outage,
    now,
  });
  const stats: TailStats = { read: 0, duplicates: 0, gaps: 0, notes: {} };
  const stop = new AbortController();
  let { place, state } = await resolveStart(options);
  let link: StoreLink = { up: true };
  /** Another stream is being folded from its begin, up to `until`: so long the old picture stands. */
  let anew: { before: { cursor: Cursor; state: State }; until: StreamId } | null = null;
  const listeners: Partial<TailListener>[] = [];

  function take(entries: readonly Entry[]): StoredEvent[] {
    const batch = reader.read(entries);
    tellQuarantined(logger, batch.quarantined);
    count(stats, entries.length, batch.duplicates, batch.notes);
    state = fold(state, batch.events);
    const last = entries.at(-1);
    if (last) {
      const cursor = { epoch: place.cursor.epoch, streamId: last.id, eventId: last.fields.id ?? null };
      place = { cursor, ordinal: place.ordinal === null ? null : place.ordinal + entries.length };
      archive.entries(place, entries);
    }
    return batch.events;
  }

  async function onFollowed(followed: Followed): Promise<void> {
    const from = place.cursor;
    if (followed.kind === "entries") {
      const events = take(followed.entries);
      absences.wasRead();
      if (anew) return onReadAnew();
      const chars = charsOfAll(followed.entries);
      for (const { events: tell } of listeners) tell?.(from.streamId, place.cursor, events, chars);
      return;
    }
    const { to, removed, reason } = followed;
    // Trimmed further while that was recovered: nothing new is missing.
    if (reason === "trimmed" && removed !== null && removed === place.ordinal) return;
    stats.gaps += 1;
    logger.warn({ from: from.streamId, to: to.streamId, reason }, "gap in the event stream");
    const loss =
      reason === "trimmed" ? await recover({ cursor: to, ordinal: removed }) : await beginAnew(followed);
    if (!loss) return;
    absences.lost(from, place.cursor, reason, loss);
    if (anew) onReadAnew();
    else tellGap(from, reason);
  }

  function tellGap(from: Cursor, reason: GapReason): void {
    const gap = { from: from.streamId, to: place.cursor.streamId, reason, at: toSeconds(now()) };
    for (const { gap: tell } of listeners) tell?.(gap);
  }

  // After a failover most of the other stream has been told before: nobody is to hear it again, event by event.
  function onReadAnew(): void {
    if (!anew || compareStreamIds(place.cursor.streamId, anew.until) < 0) return;
    const { cursor } = anew.before;
    anew = null;
    tellGap(cursor, "epoch");
  }

  /**
   * Everything up to `to` was removed from the stream: what stands elsewhere is read from there. Null when the end of
   * this process came between: the next start goes on from the last one taken.
   */
  async function recover(to: Place): Promise<Loss | null> {
    const before = place;
    let recovered = 0;
    let reached = to;
    try {
      const lost = { from: before.cursor, knownIds: reader.knownIds(), signal: stop.signal };
      const found = await options.recover(lost, async (entries) => {
        take(entries);
        recovered += entries.length;
        // A long way to catch up must not keep everybody else waiting.
        await nextTurn();
      });
      if (found) reached = { cursor: found.cursor, ordinal: found.removed };
    } catch (error) {
      if (stop.signal.aborted) return null;
      logger.error({ reason: messageOf(error) }, "lost events could not be recovered");
    }
    place = reached;
    archive.entries(place, []);
    return lossOf(before, reached, recovered);
  }

  // Another epoch is another history: what was folded from the old one is no longer true.
  async function beginAnew({ to, removed }: Followed & { kind: "gap" }): Promise<Loss> {
    const [known, until] = await Promise.all([knownOrNothing(options), tipOrNothing(log, to)]);
    anew = { before: anew?.before ?? { cursor: place.cursor, state }, until };
    state = { ...emptyState, ...known };
    reader.beginAnew();
    place = { cursor: to, ordinal: removed };
    archive.begin({ place, state: toWire(state) });
    return { filled: false, recovered: 0, missing: null };
  }

  function onLink(next: StoreLink): void {
    link = next;
    if (next.up) logger.info({}, "the event store can be read");
    else logger.warn({ reason: next.error }, "the event store can't be read: it is tried again");
    absences.link(next);
    for (const { link: tell } of listeners) tell?.(next);
  }

  // What BRAiN's daily logs hold from before a first start is part of the past that can be looked at.
  async function recoverPast(): Promise<void> {
    archive.begin({ place, state: toWire(state) });
    const { cursor, removed } = await log.oldest("events");
    await recover({ cursor, ordinal: removed });
  }

  const tip = await log.tip("events");
  const following = (async () => {
    if (options.start === null) await recoverPast();
    const from = place.cursor;
    for await (const followed of log.follow("events", from, {
      signal: stop.signal,
      onLink,
      batchSize: BATCH,
    }))
      await onFollowed(followed);
  })().catch((error: unknown) => {
    // `follow` retries by itself: whatever ends it is a defect, and a dashboard without a tail is a lie.
    logger.error({ err: error }, "the tail ended");
    throw error;
  });

  const giveUpAt = now() + CATCH_UP_MS;
  const there = () => compareStreamIds(place.cursor.streamId, tip.streamId) >= 0;
  while (!there() && link.up && now() < giveUpAt) await wait(LOOK_EVERY_MS);
  if (there()) absences.wasRead();

  return {
    listen: (listener: Partial<TailListener>): void => void listeners.push(listener),
    state: () => anew?.before.state ?? state,
    cursor: () => anew?.before.cursor ?? place.cursor,
    /** What has been read and folded, whether it is told already or not. */
    folded: () => ({ place, state }),
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

async function resolveStart(options: TailOptions): Promise<{ place: Place; state: State }> {
  if (options.start) return { place: options.start.place, state: fromWire(options.start.state) };
  const { epoch } = await options.log.info("events");
  const start: Place = { cursor: { epoch, streamId: STREAM_START, eventId: null }, ordinal: 0 };
  return { place: start, state: { ...emptyState, ...(await options.known()) } };
}

function lossOf(from: Place, to: Place, recovered: number): Loss {
  if (from.ordinal === null || to.ordinal === null) return { filled: false, recovered, missing: null };
  const missing = Math.max(0, to.ordinal - from.ordinal - recovered);
  return { filled: missing === 0, recovered, missing };
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

/** Up to where another stream is read before it is told of; not at all where it can't be asked. */
async function tipOrNothing(log: EventLog, { epoch, streamId }: Cursor): Promise<StreamId> {
  const tip = await log.tip("events").catch(() => null);
  return tip?.epoch === epoch ? tip.streamId : streamId;
}

function tellQuarantined(logger: Logger, entries: readonly Quarantined[]): void {
  const [first] = entries;
  if (!first) return;
  const fields = { count: entries.length, first: first.stream_id, reason: first.reason };
  logger.warn(fields, "entries quarantined");
}

function count(stats: TailStats, read: number, duplicates: number, notes: readonly DecodeNote[]): void {
  stats.read += read;
  stats.duplicates += duplicates;
  for (const note of notes) stats.notes[note] = (stats.notes[note] ?? 0) + 1;
}
