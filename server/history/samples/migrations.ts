import type { DatabaseSync } from "node:sqlite";
import { beginFilling } from "./filling.ts";
import { COLUMNS_TABLES, FILLING_TABLE, SAMPLES_VERSION } from "./tables.ts";

const STEPS: Record<number, (db: DatabaseSync) => void> = {
  // Version 1 had no columns: they are made little by little, while the file is used (filling.ts).
  1(db) {
    db.exec(COLUMNS_TABLES);
    beginFilling(db);
  },
  // Version 2 made them when it was opened.
  2: (db) => db.exec(FILLING_TABLE),
};

/** Brings a file to the present version, in one step or not at all. Throws for a file from a newer Brainwave. */
export function migrate(db: DatabaseSync, version: number): void {
  if (version === SAMPLES_VERSION) return;
  if (version > SAMPLES_VERSION) throw new Error(`it was written by a newer Brainwave (version ${version})`);
  db.exec("BEGIN IMMEDIATE");
  try {
    for (let from = version; from < SAMPLES_VERSION; from++) STEPS[from]?.(db);
    db.exec(`PRAGMA user_version = ${SAMPLES_VERSION}; COMMIT`);
  } catch (error) {
    if (db.isTransaction) db.exec("ROLLBACK");
    throw error;
  }
}
