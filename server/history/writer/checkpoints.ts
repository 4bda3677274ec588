import type { DatabaseSync } from "node:sqlite";
import { deflate, deflateSync, inflateSync } from "node:zlib";
import { fromWire, type State, toWire, type WireState } from "#lib/fold";
import type { Cursor } from "#server/store/port";

/** A state saved with the cursor it belongs to. */
export interface Saved {
  state: State;
  cursor: Cursor;
}

/** One that is being packed: `bytes` once that is done. */
interface OnTheWay {
  key: bigint;
  bytes: Uint8Array | null;
}

export type Checkpoints = ReturnType<typeof createCheckpoints>;

/** The fold's saved states: the time machine and every start go on from the nearest. */
export function createCheckpoints(db: DatabaseSync) {
  const write = db.prepare("INSERT OR REPLACE INTO checkpoint (id, state) VALUES (?, ?)");
  const setKey = db.prepare("UPDATE OR REPLACE checkpoint SET id = ? WHERE id = ?");
  const newest = db.prepare("SELECT id, state FROM checkpoint ORDER BY id DESC LIMIT 1");
  newest.setReadBigInts(true);
  let onTheWay: OnTheWay | null = null;
  let lastBytes = 0;

  function save(key: bigint, saved: Saved): void {
    const bytes = deflateSync(pack(saved), LEVEL);
    write.run(key, bytes);
    lastBytes = bytes.length;
  }

  function writeReady(): void {
    if (!onTheWay?.bytes) return;
    write.run(onTheWay.key, onTheWay.bytes);
    lastBytes = onTheWay.bytes.length;
    onTheWay = null;
  }

  return {
    save,
    move: (from: bigint, to: bigint): void => void setKey.run(to, from),
    /** Packed beside the events that come next, and written with a later batch: a crash before that costs a longer way back. */
    saveSoon(key: bigint, saved: Saved): void {
      // The last one isn't even packed: no more than one waits.
      if (onTheWay) {
        save(key, saved);
        return;
      }
      const packing: OnTheWay = { key, bytes: null };
      onTheWay = packing;
      deflate(pack(saved), LEVEL, (error, bytes) => {
        if (!error) packing.bytes = bytes;
        else if (onTheWay === packing) onTheWay = null;
      });
    },
    /** What is packed by now goes into the file. */
    writeReady,
    isOnTheWay: (): boolean => onTheWay !== null,
    /** After a rollback: what is on the way belongs to events that aren't in the file. */
    forget(): void {
      onTheWay = null;
    },
    /** What the last one took. */
    lastBytes: (): number => lastBytes,
    newest(): (Saved & { key: bigint }) | null {
      const row = newest.get() as { id: bigint; state: Uint8Array } | undefined;
      if (!row) return null;
      lastBytes = row.state.length;
      const { state, cursor } = unpack(row.state);
      return { key: row.id, state: fromWire(state), cursor };
    },
  };
}

// Level 1: a third of the time for a tenth more bytes.
const LEVEL = { level: 1 };

const pack = ({ state, cursor }: Saved): string => JSON.stringify({ state: toWire(state), cursor });

/** What stands in the column `checkpoint.state`. */
export const unpack = (bytes: Uint8Array): { state: WireState; cursor: Cursor } =>
  JSON.parse(inflateSync(bytes).toString());
