import type { DatabaseSync } from "node:sqlite";
import type { StreamId } from "#lib/stream-id";
import type { NewEntry, StreamName } from "../port.ts";
import { nextPackedId, unpackId } from "./packed-id.ts";

/** An entry as it is stored: turned into text at once, so that nobody can change it while it waits for its turn. */
export interface PreparedEntry {
  dedupId: string;
  fields: string;
}

export const prepareEntry = ({ dedupId, fields }: NewEntry): PreparedEntry => ({
  dedupId,
  fields: JSON.stringify(fields),
});

export type Append = ReturnType<typeof createAppend>;

/** Appending to the streams, to be called inside a transaction of the writer. */
export function createAppend(db: DatabaseSync) {
  const tables = { events: prepareTable(db, "events"), missions: prepareTable(db, "missions") };

  return {
    /** The id of the entry with this dedup id, if there is one. */
    find: (stream: StreamName, dedupId: string): StreamId | null => tables[stream].find(dedupId),
    /** Appends each once; the ids, old or new. */
    append(stream: StreamName, entries: readonly PreparedEntry[]): StreamId[] {
      const { last, insert, find } = tables[stream];
      let newest = last();
      return entries.map(({ dedupId, fields }) => {
        const id = nextPackedId(newest, Date.now());
        if (!insert(id, dedupId, fields)) return find(dedupId) as StreamId;
        newest = id;
        return unpackId(id);
      });
    },
  };
}

function prepareTable(db: DatabaseSync, stream: StreamName) {
  const insert = db.prepare(
    `INSERT INTO ${stream} (id, dedup_id, fields) VALUES (?, ?, ?) ON CONFLICT (dedup_id) DO NOTHING`,
  );
  const find = db.prepare(`SELECT id FROM ${stream} WHERE dedup_id = ?`);
  find.setReadBigInts(true);
  const last = db.prepare(
    `SELECT max(coalesce((SELECT max(id) FROM ${stream}), 0),
                coalesce((SELECT last_removed FROM streams WHERE name = '${stream}'), 0)) AS id`,
  );
  last.setReadBigInts(true);
  return {
    insert: (id: bigint, dedupId: string, fields: string): boolean =>
      insert.run(id, dedupId, fields).changes === 1,
    find: (dedupId: string): StreamId | null => {
      const row = find.get(dedupId) as { id: bigint } | undefined;
      return row ? unpackId(row.id) : null;
    },
    last: (): bigint => (last.get() as { id: bigint }).id,
  };
}
