import type { DatabaseSync } from "node:sqlite";
import { createBulkInsert } from "./bulk-insert.ts";

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
  const waiting = new Map<number, { key: bigint; value: number }[]>();

  function forget(): void {
    waiting.clear();
    insert.forget();
  }

  return {
    add(field: number, key: bigint, value: number): void {
      const values = waiting.get(field);
      if (values) values.push({ key, value });
      else waiting.set(field, [{ key, value }]);
    },
    write(): void {
      for (const [field, values] of waiting)
        for (const { key, value } of values) insert.add(field, key, value);
      insert.write();
      forget();
    },
    /** After a rollback. */
    forget,
  };
}
