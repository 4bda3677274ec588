import type { StreamId } from "#lib/stream-id";

/**
 * A stream id in one SQLite integer, so that the table's own key is the stream's order: milliseconds (43 bits,
 * enough until the year 2248) above the sequence (20 bits; a million and more in a millisecond carry over).
 */
const SEQ_BITS = 20n;
const MAX_SEQ = (1n << SEQ_BITS) - 1n;
const MAX_PACKED = 2n ** 63n - 1n;

export const unpackId = (packed: bigint): StreamId => `${packed >> SEQ_BITS}-${packed & MAX_SEQ}`;

/** So far apart are the ids of moments that are so many milliseconds apart. */
export const idOfMs = (ms: number): bigint => BigInt(ms) << SEQ_BITS;

/** The id after `last`: of this millisecond, or the next one up when the clock stands or went back. */
export function nextPackedId(last: bigint, nowMs: number): bigint {
  const first = BigInt(nowMs) << SEQ_BITS;
  return first > last ? first : last + 1n;
}

/** The packed id itself, or null for an id that this log can't have made. */
export function packId(id: StreamId): bigint | null {
  const { ms, seq } = split(id);
  return seq > MAX_SEQ || ms > MAX_PACKED >> SEQ_BITS ? null : (ms << SEQ_BITS) | seq;
}

/** Every packed id above this one comes after `id`, whoever made it. */
export function packAfter(id: StreamId): bigint {
  const { ms, seq } = split(id);
  return atMost((ms << SEQ_BITS) | (seq > MAX_SEQ ? MAX_SEQ : seq));
}

/** Every packed id below this one comes before `id`, whoever made it. */
export function packBefore(id: StreamId): bigint {
  const { ms, seq } = split(id);
  return atMost((ms << SEQ_BITS) + (seq > MAX_SEQ ? MAX_SEQ + 1n : seq));
}

const atMost = (packed: bigint): bigint => (packed > MAX_PACKED ? MAX_PACKED : packed);

function split(id: StreamId): { ms: bigint; seq: bigint } {
  const dash = id.indexOf("-");
  return { ms: BigInt(id.slice(0, dash)), seq: BigInt(id.slice(dash + 1)) };
}
