import type { DatabaseSync } from "node:sqlite";
import { leaseConflict, recordConflict, refuseUnfitCommit } from "../commit-rules.ts";
import type { Commit, Records, StoredRecord } from "../port.ts";
import { type Append, prepareEntry } from "./append.ts";
import { reading } from "./errors.ts";
import type { Leases } from "./leases.ts";
import type { Writer } from "./writer.ts";

type CommitRecords = Pick<Records, "get" | "list" | "commit">;

/** The records in SQLite: a commit is one transaction, shared with others of the same turn. */
export function createSqliteRecords(
  db: DatabaseSync,
  { append, leases, writer }: { append: Append; leases: Leases; writer: Writer },
): CommitRecords {
  const one = db.prepare("SELECT revision, value FROM records WHERE collection = ? AND key = ?");
  // Keys compare by their UTF-8 bytes, and no UTF-8 has a byte 255: `prefix` + 255 is behind all that start with it.
  const listed = db.prepare(
    `SELECT key, revision, value FROM records
     WHERE collection = ? AND key >= max(?, ?) AND key < CAST(? AS TEXT) ORDER BY key LIMIT ?`,
  );
  const put = db.prepare(
    `INSERT INTO records (collection, key, revision, value) VALUES (?, ?, 1, ?)
     ON CONFLICT (collection, key) DO UPDATE SET revision = revision + 1, value = excluded.value`,
  );
  const remove = db.prepare("DELETE FROM records WHERE collection = ? AND key = ?");

  const rowOf = (collection: string, key: string) => one.get(collection, key) as RecordRow | undefined;

  function refuseStale({ checks = [], fence }: Commit): void {
    if (fence && !leases.isHeld(fence)) throw leaseConflict(fence.name);
    for (const { collection, key, revision } of checks)
      if ((rowOf(collection, key)?.revision ?? 0) !== revision) throw recordConflict(collection, key);
  }

  return {
    async get<T>(collection: string, key: string) {
      const row = reading(() => rowOf(collection, key));
      return row ? toRecord<T>({ key, ...row }) : null;
    },

    async list<T>(collection: string, { prefix = "", after, limit = -1 }: ListOptions = {}) {
      const end = Buffer.concat([Buffer.from(prefix), Buffer.of(255)]);
      // The key right behind `after` is `after` and a NUL.
      const from = after === undefined ? "" : `${after}\0`;
      const rows = reading(() => listed.all(collection, prefix, from, end, limit));
      return (rows as unknown as (RecordRow & { key: string })[]).map((row) => toRecord<T>(row));
    },

    async commit(commit) {
      refuseUnfitCommit(commit);
      const { puts = [], deletes = [], appends = [] } = commit;
      const values = puts.map(({ collection, key, value }) => ({
        collection,
        key,
        text: JSON.stringify(value),
      }));
      const entries = appends.map(({ entry }) => prepareEntry(entry));
      return writer.run(() => {
        const [first] = entries;
        const happened = first !== undefined && append.find("events", first.dedupId) !== null;
        if (!happened) {
          refuseStale(commit);
          for (const { collection, key, text } of values) put.run(collection, key, text);
          for (const { collection, key } of deletes) remove.run(collection, key);
        }
        return entries.length > 0 ? append.append("events", entries) : [];
      });
    },
  };
}

type ListOptions = NonNullable<Parameters<Records["list"]>[1]>;

interface RecordRow {
  revision: number;
  value: string;
}

const toRecord = <T>({ key, revision, value }: RecordRow & { key: string }): StoredRecord<T> => ({
  key,
  revision,
  value: JSON.parse(value),
});
