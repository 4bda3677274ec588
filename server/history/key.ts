import type { StreamId } from "#lib/stream-id";
import { firstMs } from "#lib/time";

/**
 * A stream id in one SQLite integer: milliseconds (43 bits, until the year 2248) above the sequence (20 bits).
 * Ids that don't fit, as only a producer that names its own can make, get the key after the one before them and
 * stand in the table `odd_id`.
 */
const SEQ_BITS = 20n;
const MAX_SEQ = (1n << SEQ_BITS) - 1n;
export const MAX_KEY = 2n ** 63n - 1n;
const MAX_MS = MAX_KEY >> SEQ_BITS;
// The same as Numbers, which hold them exactly.
const SEQUENCES = 2 ** 20;
const MOMENTS = 2 ** 43;

/** Milliseconds and sequence of a key, in SQL: both fit a JavaScript number. */
export const KEY_PARTS_SQL = (column: string): string => `${column} >> 20 AS ms, ${column} & 1048575 AS seq`;

/** The id's key, or null for one that doesn't fit. */
export function keyOf(id: StreamId): bigint | null {
  // Asked of every event: most of what BigInts would cost is saved, since a whole number of milliseconds shifted by
  // 20 bits is a Number still.
  const dash = id.indexOf("-");
  const ms = Number(id.slice(0, dash));
  const seq = Number(id.slice(dash + 1));
  if (ms >= MOMENTS || seq >= SEQUENCES) return null;
  const first = BigInt(ms * SEQUENCES);
  return seq === 0 ? first : first + BigInt(seq);
}

/** Keys above it belong to ids after `id`. */
export function keyAfter(id: StreamId): bigint {
  const { ms, seq } = split(id);
  return ms > MAX_MS ? MAX_KEY : (ms << SEQ_BITS) | (seq > MAX_SEQ ? MAX_SEQ : seq);
}

/** Keys below it belong to ids before `id`. */
export function keyBefore(id: StreamId): bigint {
  const { ms, seq } = split(id);
  if (ms > MAX_MS) return MAX_KEY;
  const key = (ms << SEQ_BITS) + (seq > MAX_SEQ ? MAX_SEQ + 1n : seq);
  return key > MAX_KEY ? MAX_KEY : key;
}

/** The first key of a moment. */
export function keyAt(seconds: number): bigint {
  const ms = BigInt(Math.max(0, firstMs(seconds)));
  return ms > MAX_MS ? MAX_KEY : ms << SEQ_BITS;
}

/** The milliseconds of a key: they fit a JavaScript number. */
export const msOf = (key: bigint): number => Number(key >> SEQ_BITS);

export const idOf = (ms: number, seq: number): StreamId => `${ms}-${seq}`;

function split(id: StreamId): { ms: bigint; seq: bigint } {
  const dash = id.indexOf("-");
  return { ms: BigInt(id.slice(0, dash)), seq: BigInt(id.slice(dash + 1)) };
}
