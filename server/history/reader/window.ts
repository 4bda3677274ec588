import type { DatabaseSync } from "node:sqlite";
import type { StreamId } from "#lib/stream-id";
import { idOf, keyAfter, keyAt, keyBefore, keyOf, MAX_KEY, msOf } from "../key.ts";

/** Keys from `low` up to `high` (exclusive). */
export interface Window {
  low: bigint;
  high: bigint;
}

export const EVERYTHING: Window = { low: 0n, high: MAX_KEY };
export const isEmpty = ({ low, high }: Window): boolean => low >= high;

/** The part of a window that is in another one, too. */
export const common = (a: Window, b: Window): Window => ({
  low: a.low > b.low ? a.low : b.low,
  high: a.high < b.high ? a.high : b.high,
});

/** The part of a window that was received between two moments (Unix seconds), give or take a millisecond. */
export function receivedBetween(window: Window, from: number, to: number): Window {
  const end = Number.isFinite(to) ? keyAt(to + 0.002) : MAX_KEY;
  return common(window, { low: keyAt(from - 0.001), high: end });
}

export type Places = ReturnType<typeof createPlaces>;

/** Between places in the stream and the keys that stand for them. */
export function createPlaces(db: DatabaseSync) {
  const keyOfOdd = db.prepare("SELECT id FROM odd_id WHERE stream_id = ?");
  keyOfOdd.setReadBigInts(true);
  const oddOf = db.prepare("SELECT stream_id FROM odd_id WHERE id = ?");

  const oddKey = (id: StreamId): bigint | null =>
    (keyOfOdd.get(id) as { id: bigint } | undefined)?.id ?? null;

  const anyOdd = db.prepare("SELECT 1 FROM odd_id LIMIT 1");

  return {
    /** Whether every key says when its event was received. */
    areTimes: (): boolean => anyOdd.get() === undefined,
    /** The key that an event of this id has, if there is one. */
    keyOf: (id: StreamId): bigint | null => oddKey(id) ?? keyOf(id),
    /** What comes after `after` and before `before`; null means no limit. */
    between: (after: StreamId | null, before: StreamId | null): Window => ({
      low: after === null ? EVERYTHING.low : (oddKey(after) ?? keyAfter(after)) + 1n,
      high: before === null ? EVERYTHING.high : (oddKey(before) ?? keyBefore(before)),
    }),
    idOf(key: bigint): StreamId {
      const odd = oddOf.get(key) as { stream_id: string } | undefined;
      return odd?.stream_id ?? idOf(msOf(key), Number(key & 1048575n));
    },
  };
}
