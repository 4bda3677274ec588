import { constants, inflateSync, zstdCompressSync, zstdDecompressSync } from "node:zlib";
import { type State, toWire, type WireState } from "#lib/fold";
import type { Cursor } from "#server/store/port";

/** A state of the fold with the cursor it belongs to. */
export interface Saved {
  state: State;
  cursor: Cursor;
}

// Level 1: the higher ones take longer and save little.
const LEVEL = { params: { [constants.ZSTD_c_compressionLevel]: 1 } };
/** As zstd begins; files from before have what zlib's deflate made. */
const ZSTD = [0x28, 0xb5, 0x2f, 0xfd];

/** As it stands in the column `checkpoint.state`; its buffer is its own, and so can move to another thread. */
export const pack = ({ state, cursor }: Saved): Uint8Array =>
  new Uint8Array(zstdCompressSync(JSON.stringify({ state: toWire(state), cursor }), LEVEL));

/** What was packed, by this version or an older one. */
export function unpack(bytes: Uint8Array): { state: WireState; cursor: Cursor } {
  const isZstd = ZSTD.every((byte, at) => bytes[at] === byte);
  return JSON.parse((isZstd ? zstdDecompressSync(bytes) : inflateSync(bytes)).toString());
}
