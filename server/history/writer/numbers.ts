import type { DatabaseSync, SQLInputValue } from "node:sqlite";

/** So many rows go into one statement: calling into SQLite costs as much as a row does. */
const ROWS = 32;

export type Numbers = ReturnType<typeof createNumbers>;

/**
 * Every number of the payloads, gathered over a batch and written field by field, as the table has them: one by one
 * they would jump between the ends of all fields. To be written inside the batch's transaction.
 */
export function createNumbers(db: DatabaseSync) {
  const insertOne = prepare(db, 1);
  const insertMany = prepare(db, ROWS);
  const waiting = new Map<number, SQLInputValue[]>();

  return {
    add(field: number, key: bigint, value: number): void {
      const values = waiting.get(field);
      if (values) values.push(field, key, value);
      else waiting.set(field, [field, key, value]);
    },
    write(): void {
      for (const values of waiting.values()) {
        let at = 0;
        for (; at + ROWS * 3 <= values.length; at += ROWS * 3)
          insertMany.run(...values.slice(at, at + ROWS * 3));
        for (; at < values.length; at += 3) insertOne.run(...values.slice(at, at + 3));
      }
      waiting.clear();
    },
    /** After a rollback. */
    forget: (): void => waiting.clear(),
  };
}

const prepare = (db: DatabaseSync, rows: number) =>
  db.prepare(
    `INSERT OR IGNORE INTO number (field, id, value) VALUES ${Array(rows).fill("(?, ?, ?)").join(", ")}`,
  );
