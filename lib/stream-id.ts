import { firstMs } from "./time.ts";

/**
 * Stream ids, `<milliseconds>-<sequence>`, as Redis gives them and as the SQLite log gives them too.
 * Each half is an unsigned 64-bit number: as text "-10" comes before "-9", as Numbers the low bits are lost.
 */
export type StreamId = string;

/** Comes before every entry. */
export const STREAM_START: StreamId = "0-0";

const FORM = /^\d{1,20}-\d{1,20}$/;
const MAX_HALF = 2n ** 64n - 1n;

/** Nothing can be added to a stream that has an entry under it. */
export const LAST_STREAM_ID: StreamId = `${MAX_HALF}-${MAX_HALF}`;

export function isStreamId(text: string): text is StreamId {
  if (!FORM.test(text)) return false;
  return halves(text).every((half) => BigInt(half) <= MAX_HALF);
}

/** Negative when `a` comes before `b`, 0 when equal, positive when after. */
export function compareStreamIds(a: StreamId, b: StreamId): number {
  if (a === b) return 0;
  const [aMs, aSeq] = halves(a);
  const [bMs, bSeq] = halves(b);
  return compareNumerals(aMs, bMs) || compareNumerals(aSeq, bSeq);
}

// Digit by digit: thousands of robots are compared twice a second, and a BigInt of each costs ten times as much.
function compareNumerals(a: string, b: string): number {
  const [left, right] = [withoutZeros(a), withoutZeros(b)];
  if (left.length !== right.length) return left.length - right.length;
  return left < right ? -1 : left > right ? 1 : 0;
}

const withoutZeros = (digits: string): string =>
  digits.startsWith("0") ? digits.replace(/^0+(?=\d)/, "") : digits;

/** The receive time that an id carries, in Unix seconds. */
export const streamIdSeconds = (id: StreamId): number => Number(id.slice(0, id.indexOf("-"))) / 1000;

/** The place just before whatever was received from a moment on, in Unix seconds. */
export function placeAt(seconds: number): StreamId {
  const ms = firstMs(seconds);
  return ms > 0 ? `${ms - 1}-${MAX_HALF}` : STREAM_START;
}

/** The place just after an entry: before it is as far as that entry and no further. Null after the last id of all. */
export function justAfter(id: StreamId): StreamId | null {
  const [ms, seq] = halves(id);
  if (BigInt(seq) < MAX_HALF) return `${ms}-${BigInt(seq) + 1n}`;
  return BigInt(ms) < MAX_HALF ? `${BigInt(ms) + 1n}-0` : null;
}

/** The place just before an entry. */
export function justBefore(id: StreamId): StreamId {
  const [ms, seq] = halves(id);
  return BigInt(seq) === 0n ? `${BigInt(ms) - 1n}-${MAX_HALF}` : `${ms}-${BigInt(seq) - 1n}`;
}

function halves(id: StreamId): [string, string] {
  const dash = id.indexOf("-");
  return [id.slice(0, dash), id.slice(dash + 1)];
}
