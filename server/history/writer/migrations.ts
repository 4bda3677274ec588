import type { DatabaseSync } from "node:sqlite";
import { HISTORY_VERSION, TABLES } from "../tables.ts";

/** What leads from each version to the next. Never changed afterwards: files of every version are about. */
const STEPS: Record<number, (db: DatabaseSync) => void> = {
  // Version 1 held the quarantine and one checkpoint; the events are read from the log again.
  1(db) {
    db.exec("DROP TABLE IF EXISTS checkpoint; DROP TABLE IF EXISTS counter");
    db.exec("ALTER TABLE quarantine RENAME TO old_quarantine");
    db.exec(TABLES);
    db.exec(
      `INSERT INTO quarantine (epoch, stream_id, field, reason, raw, whole, seen_at)
       SELECT epoch, stream_id, field, reason, raw, 0, seen_at FROM old_quarantine`,
    );
    db.exec("DROP TABLE old_quarantine");
  },
  // Version 2 did not note which were read late. To find those would take a walk over the whole file, at a start.
  2(db) {
    db.exec("CREATE TABLE IF NOT EXISTS late (event_id TEXT PRIMARY KEY, id INTEGER NOT NULL) WITHOUT ROWID");
    db.exec("CREATE INDEX IF NOT EXISTS quarantine_stream ON quarantine (stream_id)");
  },
  // Version 3 had five indexes of `event` where `mention` is. They serve until that is filled, step by step (mentions.ts).
  3(db) {
    db.exec(
      "CREATE TABLE IF NOT EXISTS mention (name INTEGER NOT NULL, id INTEGER NOT NULL, type INTEGER NOT NULL, PRIMARY KEY (name, id)) WITHOUT ROWID",
    );
  },
};

/** Brings a file to the present version, in one step or not at all. Throws for a file from a newer Brainwave. */
export function migrate(db: DatabaseSync, version: number): void {
  if (version === HISTORY_VERSION) return;
  if (version > HISTORY_VERSION) throw new Error(`it was written by a newer Brainwave (version ${version})`);
  db.exec("BEGIN IMMEDIATE");
  try {
    for (let from = version; from < HISTORY_VERSION; from++) STEPS[from]?.(db);
    db.exec(`PRAGMA user_version = ${HISTORY_VERSION}; COMMIT`);
  } catch (error) {
    if (db.isTransaction) db.exec("ROLLBACK");
    throw error;
  }
}
