import type { DatabaseSync, StatementSync } from "node:sqlite";

/** A statement whose whole numbers come as bigints: keys are larger than a JavaScript number holds. */
export function bigIds(db: DatabaseSync, sql: string): StatementSync {
  const statement = db.prepare(sql);
  statement.setReadBigInts(true);
  return statement;
}
