import type { DatabaseSync } from "node:sqlite";
import { createBulkInsert } from "./bulk-insert.ts";

/** One field's numbers, each beside the key of its event. */
interface Waiting {
  keys: bigint[];
  values: number[];
}

export type Numbers = ReturnType<typeof createNumbers>;

/**
 * Every number of the payloads, gathered over a batch and written field by field, as the table has them: one by one
 * they would jump between the ends of all fields. To be written inside the batch's transaction.
 */
export function createNumbers(db: DatabaseSync) {
  const insert = createBulkInsert(
    db,
    3,
    (rows) => `INSERT OR IGNORE INTO number (field, id, value) VALUES ${rows}`,
  );
  const remove = db.prepare("DELETE FROM number WHERE field = ? AND id = ?");
  const waiting = new Map<number, Waiting>();

  function forget(): void {
    waiting.clear();
    insert.forget();
  }

  return {
    add(field: number, key: bigint, value: number): void {
      let own = waiting.get(field);
      if (!own) {
        own = { keys: [], values: [] };
        waiting.set(field, own);
      }
      own.keys.push(key);
      own.values.push(value);
    },
    write(): void {
      for (const [field, { keys, values }] of waiting)
        for (const [index, key] of keys.entries()) insert.add(field, key, values[index] ?? 0);
      insert.write();
      forget();
    },
    /** Those that are in the file. */
    remove: (field: number, key: bigint): void => void remove.run(field, key),
    /** After a rollback. */
    forget,
  };
}
