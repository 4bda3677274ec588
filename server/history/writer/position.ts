import type { DatabaseSync } from "node:sqlite";
import type { StoredEvent } from "#lib/events/envelope";
import { emptyState, fold, fromWire, type State, type WireState } from "#lib/fold";
import type { StreamId } from "#lib/stream-id";
import { toSeconds } from "#lib/time";
import type { Cursor } from "#server/store/port";
import { bigIds } from "../big-ids.ts";
import { createFoldRows } from "../fold-rows.ts";
import { keyAfter, keyAt, keyOf, MAX_KEY } from "../key.ts";
import { createToEvent } from "../stored.ts";
import { createCheckpoints } from "./checkpoints.ts";

/** How far the file has come. */
interface Standing {
  /** The last event's, or where the fold began. */
  lastKey: bigint;
  begun: Begun | null;
}

/** Where the fold began at our own clock's moment, as long as nothing new followed; `after` is what was last before it. */
interface Begun {
  key: bigint;
  after: bigint;
}

/** How far the file has come, and where in it the fold began. What writes is called inside a transaction. */
export function createPosition(db: DatabaseSync) {
  const checkpoints = createCheckpoints(db);
  let at: Standing = { lastKey: lastInFile(), begun: null };

  function lastInFile(): bigint {
    const last = bigIds(
      db,
      `SELECT max(coalesce((SELECT id FROM event WHERE late IS NULL ORDER BY id DESC LIMIT 1), 0),
        coalesce((SELECT max(id) FROM checkpoint), 0)) AS id`,
    ).get() as { id: bigint };
    return last.id;
  }

  /**
   * A stream that is still empty, or an older copy that was put back, names no moment after what is in the file: the
   * one before it ended at this moment, as far as anybody saw.
   */
  function beginOf(streamId: StreamId): Standing {
    const key = keyAfter(streamId);
    if (key >= at.lastKey) return { lastKey: key, begun: null };
    const present = keyAt(toSeconds(Date.now()));
    const now = present > at.lastKey ? present : at.lastKey + 1n;
    return { lastKey: now, begun: { key: now, after: at.lastKey } };
  }

  return {
    lastKey: (): bigint => at.lastKey,
    /** To go back to after a rollback. */
    mark: (): Standing => at,
    backTo(mark: Standing): void {
      at = mark;
    },
    /** The events up to this key are written. */
    reached(lastKey: bigint): void {
      at = { ...at, lastKey };
    },
    /** The fold begins anew, with this state. */
    begin(cursor: Cursor, wire: WireState): void {
      at = beginOf(cursor.streamId);
      checkpoints.save(at.lastKey, { state: fromWire(wire), cursor });
    },
    /** Whether what comes next may come before what was there already. */
    isPutBack: (): boolean => at.begun !== null,
    /** By the store's clock the first event of a stream may have come before the moment at which it was found. */
    putBeginBefore(first: StreamId | undefined): void {
      const key = first === undefined ? null : keyOf(first);
      if (!at.begun || key === null || key <= at.begun.after) return;
      const isBefore = key <= at.begun.key;
      if (isBefore) checkpoints.move(at.begun.key, key - 1n);
      at = { lastKey: isBefore ? key - 1n : at.lastKey, begun: null };
    },
    /** Events that come before where the fold began, as an older copy of the stream has them, are a part of its beginning. */
    beganWith(events: readonly StoredEvent[]): void {
      const last = events.at(-1);
      const saved = at.begun && checkpoints.newest();
      if (!at.begun || !saved || !last) return;
      const key = at.begun.key + 1n;
      const cursor = { ...saved.cursor, streamId: last.stream_id, eventId: last.id };
      // Under another key: whoever went on from it sees that it is no longer there.
      checkpoints.move(at.begun.key, key);
      checkpoints.save(key, { state: fold(saved.state, events), cursor });
      at = { lastKey: at.lastKey > key ? at.lastKey : key, begun: { ...at.begun, key } };
    },
    putState: checkpoints.put,
    /** The fold of everything in the file. */
    state(): State {
      const saved = checkpoints.newest();
      return saved ? createFoldRows(db)(saved, MAX_KEY, createToEvent(db)).state : emptyState;
    },
  };
}
