import type { DatabaseSync } from "node:sqlite";
import type { StoredEvent } from "#lib/events/envelope";
import { emptyState, fold, fromWire, type State, type WireState } from "#lib/fold";
import { STREAM_START, type StreamId } from "#lib/stream-id";
import { toSeconds } from "#lib/time";
import type { Cursor } from "#server/store/port";
import { createFoldRows } from "../fold-rows.ts";
import { keyAfter, keyAt, keyOf, MAX_KEY } from "../key.ts";
import { createToEvent } from "../stored.ts";
import { createCheckpoints } from "./checkpoints.ts";

/** From one saved state to the next at most so many events: what a jump in time has to fold again. */
const CHECKPOINT_EVENTS = 20_000;
/**
 * And not much further apart in time: what is too old goes from one saved state to the next. Where few events come
 * and the state is large, the second, lest the file holds more states than events.
 */
const CHECKPOINT_MS = 6 * 3_600_000;
const CHECKPOINT_MOST_MS = 24 * 3_600_000;
/** Less than an event takes in the file. */
const EVENT_BYTES = 100;

/** How far the fold has come. */
interface Standing {
  state: State;
  lastKey: bigint;
  checkpointKey: bigint;
  sinceCheckpoint: number;
  /** The saved state that nothing has followed yet stands at our own clock's moment. */
  beganEmpty: boolean;
}

const NOTHING: Standing = {
  state: emptyState,
  lastKey: 0n,
  checkpointKey: 0n,
  sinceCheckpoint: 0,
  beganEmpty: false,
};

export type Folded = ReturnType<typeof createFolded>;

/** The fold of all that is in the file, and the states of it that are saved. What writes is called inside a transaction. */
export function createFolded(db: DatabaseSync) {
  const checkpoints = createCheckpoints(db);
  let at = restored();

  function restored(): Standing {
    const saved = checkpoints.newest();
    if (!saved) return NOTHING;
    const { state, key, events } = createFoldRows(db)(saved, MAX_KEY, createToEvent(db));
    return { ...NOTHING, state, lastKey: key, checkpointKey: saved.key, sinceCheckpoint: events };
  }

  /** A stream that is still empty names no moment: another one before it ended at this one, as far as anybody saw. */
  function keyOfBegin(streamId: StreamId): bigint {
    if (streamId !== STREAM_START || at.lastKey === 0n) return keyAfter(streamId);
    const present = keyAt(toSeconds(Date.now()));
    return present > at.lastKey ? present : at.lastKey + 1n;
  }

  function isDue(): boolean {
    if (at.sinceCheckpoint === 0) return false;
    if (at.sinceCheckpoint >= CHECKPOINT_EVENTS) return true;
    const ms = Number((at.lastKey - at.checkpointKey) >> 20n);
    const isSmall = checkpoints.lastBytes() < at.sinceCheckpoint * EVENT_BYTES;
    return ms >= (isSmall ? CHECKPOINT_MS : CHECKPOINT_MOST_MS);
  }

  return {
    state: (): State => at.state,
    /** The last event's, or where it began. */
    lastKey: (): bigint => at.lastKey,
    mark: (): Standing => at,
    /** After a rollback, to where it stood before. */
    backTo(mark: Standing): void {
      // What is on the way may belong to events that aren't in the file.
      checkpoints.forget();
      at = mark;
    },
    /** Begins anew with this state. */
    begin(cursor: Cursor, wire: WireState): void {
      const state = fromWire(wire);
      const key = keyOfBegin(cursor.streamId);
      checkpoints.forget();
      checkpoints.save(key, { state, cursor });
      at = {
        ...NOTHING,
        state,
        lastKey: key,
        checkpointKey: key,
        beganEmpty: cursor.streamId === STREAM_START,
      };
    },
    /** By the store's clock the first event of a stream may have come before the moment at which it was found empty. */
    putBeginBefore(first: StreamId | undefined): void {
      const key = first === undefined ? null : keyOf(first);
      if (at.beganEmpty && key !== null && key <= at.lastKey) {
        checkpoints.move(at.checkpointKey, key - 1n);
        at = { ...at, checkpointKey: key - 1n, lastKey: key - 1n };
      }
      if (first !== undefined) at = { ...at, beganEmpty: false };
    },
    /** The events up to this key. */
    add(events: readonly StoredEvent[], lastKey: bigint): void {
      const state = fold(at.state, events);
      at = { ...at, state, lastKey, sinceCheckpoint: at.sinceCheckpoint + events.length };
    },
    /** Saves what is ready to be, and makes ready what is due: the state up to this cursor. */
    saveWhenDue(cursor: Cursor): void {
      checkpoints.writeReady();
      if (!isDue()) return;
      checkpoints.saveSoon(at.lastKey, { state: at.state, cursor });
      at = { ...at, checkpointKey: at.lastKey, sinceCheckpoint: 0 };
    },
    isSaved: (): boolean => at.sinceCheckpoint === 0 && !checkpoints.isOnTheWay(),
    save: (cursor: Cursor): void => checkpoints.save(at.lastKey, { state: at.state, cursor }),
  };
}
