import type { DatabaseSync } from "node:sqlite";
import { fromWire } from "#lib/fold";
import { bigIds } from "../big-ids.ts";
import { pack, type Saved, unpack } from "../saved-state.ts";
import type { Packed } from "../states/along.ts";

export type Checkpoints = ReturnType<typeof createCheckpoints>;

/** The fold's saved states: the time machine and every start go on from the nearest. */
export function createCheckpoints(db: DatabaseSync) {
  const write = db.prepare("INSERT OR REPLACE INTO checkpoint (id, state) VALUES (?, ?)");
  const writeNew = db.prepare("INSERT OR IGNORE INTO checkpoint (id, state) VALUES (?, ?)");
  const setKey = db.prepare("UPDATE OR REPLACE checkpoint SET id = ? WHERE id = ?");
  const newest = bigIds(db, "SELECT id, state FROM checkpoint ORDER BY id DESC LIMIT 1");

  return {
    save: (key: bigint, saved: Saved): void => void write.run(key, pack(saved)),
    /** One that was folded from the file. Where the fold began anew meanwhile, that state stands. */
    put: ({ key, state }: Packed): void => void writeNew.run(key, state),
    move: (from: bigint, to: bigint): void => void setKey.run(to, from),
    newest(): (Saved & { key: bigint }) | null {
      const row = newest.get() as { id: bigint; state: Uint8Array } | undefined;
      if (!row) return null;
      const { state, cursor } = unpack(row.state);
      return { key: row.id, state: fromWire(state), cursor };
    },
  };
}
