import type { DatabaseSync, SQLInputValue } from "node:sqlite";

/** So many rows go into one statement: calling into SQLite costs as much as a row does. */
const ROWS = 64;

/**
 * Gathers rows of so many columns and writes many with one statement, which `sql` makes of what stands behind its
 * VALUES. To be written inside the transaction of its rows.
 */
export function createBulkInsert(db: DatabaseSync, columns: number, sql: (rows: string) => string) {
  const row = `(${Array(columns).fill("?").join(", ")})`;
  const insertOne = db.prepare(sql(row));
  const insertMany = db.prepare(sql(Array(ROWS).fill(row).join(", ")));
  let waiting: SQLInputValue[] = [];

  return {
    add(...values: SQLInputValue[]): void {
      for (const value of values) waiting.push(value);
      if (waiting.length < ROWS * columns) return;
      insertMany.run(...waiting);
      waiting = [];
    },
    /** Writes what still waits. */
    write(): void {
      for (let at = 0; at < waiting.length; at += columns) insertOne.run(...waiting.slice(at, at + columns));
      waiting = [];
    },
    /** After a rollback. */
    forget(): void {
      waiting = [];
    },
  };
}
