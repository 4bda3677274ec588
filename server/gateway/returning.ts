import { setTimeout as wait } from "node:timers/promises";
import type { Cursor, Frame } from "#lib/live/protocol";
import type { Ring } from "./ring.ts";

/** A restart brings hundreds back within moments, most of them from the same place. */
const GATHER_MS = 20;

export interface ReturningOptions {
  ring: Ring;
  /** Where the tail is. */
  present(): Cursor;
  /** Sends what is being gathered, so that the ring reaches the present. */
  flush(): void;
  /** Gives all of these clients what they missed, and from then on every frame; null: they missed nothing. */
  give(ids: readonly string[], rest: Frame | null): void;
}

/** Whether the ring reached back to where the client stands: then it has been given the rest. */
export type BringBack = (id: string, cursor: Cursor) => Promise<boolean>;

/**
 * Brings who comes back to the present out of the ring. Those who stand at one place share a frame, so that it is encoded
 * once: one for each of 200 kept the loop from everything else for a second.
 */
export function createReturning({ ring, present, flush, give }: ReturningOptions): BringBack {
  const places = new Map<string, { ids: string[]; given: Promise<boolean> }>();

  const isPresent = (cursor: Cursor): boolean => {
    flush();
    return isSame(cursor, present());
  };

  function giveAll(cursor: Cursor, ids: readonly string[]): boolean {
    const missedNothing = isPresent(cursor);
    const rest = missedNothing ? null : ring.since(cursor);
    if (!rest && !missedNothing) return false;
    give(ids, rest);
    return true;
  }

  return async (id, cursor) => {
    // Nobody waits for a no.
    if (!isPresent(cursor) && !ring.reaches(cursor)) return false;
    const place = JSON.stringify([cursor.epoch, cursor.streamId, cursor.eventId]);
    const others = places.get(place);
    if (others) {
      others.ids.push(id);
      return others.given;
    }
    const ids = [id];
    const given = wait(GATHER_MS).then(() => {
      places.delete(place);
      return giveAll(cursor, ids);
    });
    places.set(place, { ids, given });
    return given;
  };
}

const isSame = (a: Cursor, b: Cursor): boolean =>
  a.epoch === b.epoch && a.streamId === b.streamId && a.eventId === b.eventId;
