import { setTimeout as wait } from "node:timers/promises";
import { createBackoff } from "#lib/backoff";
import { AppError, messageOf } from "#lib/errors";
import { LAST_STREAM_ID, type StreamId } from "#lib/stream-id";
import { toSeconds } from "#lib/time";
import { beforeOldest, judge, type Place, type StreamState } from "./place.ts";
import type { Cursor, Entry, Followed, StoreLink } from "./port.ts";

const FIRST_RETRY_MS = 50;
const LAST_RETRY_MS = 2000;

/** What an adapter gives a follower: one connection's view of one stream. Any error ends it. */
export interface Source {
  /** The stream as it is now. */
  look(place: StreamId): Promise<StreamState>;
  /**
   * The entries after `place`, waiting a while for some, and the stream's state **after** they were read:
   * a place that stands then stood before, so the entries are complete.
   */
  read(place: StreamId): Promise<{ entries: Entry[]; state: StreamState }>;
  /** Sets a new epoch unless somebody did already. */
  renewEpoch(old: string): Promise<void>;
  close(): void;
}

export interface FollowOptions {
  connect(signal: AbortSignal): Promise<Source>;
  signal: AbortSignal;
  onLink?: (link: StoreLink) => void;
}

/** The loop behind `EventLog.follow`, the same for every adapter: read, judge, tell; on an error begin anew. */
export async function* followFrom(cursor: Cursor, options: FollowOptions): AsyncGenerator<Followed, void> {
  const { connect, signal } = options;
  const link = createLinkReport(options.onLink);
  const backoff = createBackoff(FIRST_RETRY_MS, LAST_RETRY_MS);
  let place: Place = { cursor, removed: null };
  while (!signal.aborted) {
    let source: Source | undefined;
    try {
      source = await connect(signal);
      let state = await source.look(place.cursor.streamId);
      let entries: Entry[] = [];
      if (isAtTheEnd(place) && judge(place, state) === null) throw usedUp();
      link.up();
      while (!signal.aborted) {
        const reason = judge(place, state);
        const from = place.cursor;
        if (reason) {
          if (reason === "epoch") state = await settleEpoch(source, from, state);
          place = beforeOldest(state);
          yield { kind: "gap", from, to: place.cursor, removed: place.removed, reason };
        } else if (entries.length > 0) {
          place = at(from.epoch, entries);
          yield { kind: "entries", from: from.streamId, entries };
        }
        // It could be read on, and whoever looks at it would wait for events that nobody can add.
        if (isAtTheEnd(place)) throw usedUp();
        ({ entries, state } = await source.read(place.cursor.streamId));
        backoff.reset();
      }
    } catch (error) {
      if (!signal.aborted) link.down(error);
    } finally {
      source?.close();
    }
    // An abort ends the wait by an error, and the loop's condition ends the rest.
    await wait(backoff.nextMs(), undefined, { signal }).catch(() => undefined);
  }
}

const isAtTheEnd = ({ cursor }: Place): boolean => cursor.streamId === LAST_STREAM_ID;

const usedUp = () =>
  new AppError(
    "store_full",
    "The stream has used up its last id: it takes no more events until it is deleted",
  );

function at(epoch: string, entries: readonly Entry[]): Place {
  const last = entries[entries.length - 1] as Entry;
  return { cursor: { epoch, streamId: last.id, eventId: last.fields.id ?? null }, removed: null };
}

// Rewritten under the same epoch: from now on every older cursor must be seen to be one.
async function settleEpoch(source: Source, from: Cursor, state: StreamState): Promise<StreamState> {
  if (state.epoch !== from.epoch) return state;
  await source.renewEpoch(from.epoch);
  return source.look(from.streamId);
}

function createLinkReport(onLink: FollowOptions["onLink"]) {
  let reported: boolean | null = null;
  return {
    up(): void {
      if (reported !== true) onLink?.({ up: true });
      reported = true;
    },
    down(error: unknown): void {
      if (reported !== false) onLink?.({ up: false, since: toSeconds(Date.now()), error: messageOf(error) });
      reported = false;
    },
  };
}
