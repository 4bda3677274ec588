import type { DatabaseSync } from "node:sqlite";
import type { StreamId } from "#lib/stream-id";
import type { NewEntry, StreamName } from "../port.ts";
import { createDedup } from "./dedup.ts";
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
    find(stream: StreamName, dedupId: string): StreamId | null {
      const { dedup } = tables[stream];
      dedup.sync();
      const id = dedup.find(dedupId);
      return id === null ? null : unpackId(id);
    },
    /** Appends each once; the ids, old or new. */
    append(stream: StreamName, entries: readonly PreparedEntry[]): StreamId[] {
      const { last, insert, dedup } = tables[stream];
      const lastKnown = dedup.sync();
      const lastThere = last();
      let newest = lastKnown > lastThere ? lastKnown : lastThere;
      return entries.map(({ dedupId, fields }) => {
        const known = dedup.find(dedupId);
        if (known !== null) return unpackId(known);
        newest = nextPackedId(newest, Date.now());
        insert.run(newest, fields);
        dedup.add(dedupId, newest);
        return unpackId(newest);
      });
    },
    committed(): void {
      for (const { dedup } of Object.values(tables)) dedup.committed();
    },
    rolledBack(): void {
      for (const { dedup } of Object.values(tables)) dedup.rolledBack();
    },
  };
}

function prepareTable(db: DatabaseSync, stream: StreamName) {
  const last = db.prepare(
    `SELECT max(coalesce((SELECT max(id) FROM ${stream}), 0),
                coalesce((SELECT last_removed FROM streams WHERE name = '${stream}'), 0)) AS id`,
  );
  last.setReadBigInts(true);
  return {
    dedup: createDedup(db, stream),
    insert: db.prepare(`INSERT INTO ${stream} (id, fields) VALUES (?, ?)`),
    last: (): bigint => (last.get() as { id: bigint }).id,
  };
}
