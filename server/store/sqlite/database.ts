import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { AppError, messageOf } from "#lib/errors";
import { dataProblem } from "../data-dir.ts";

/** In the data folder. */
export const DATABASE_FILE = "brainwave.sqlite";

/** Longest wait for another process that is writing: a business call never waits longer than this for the store. */
const BUSY_TIMEOUT_MS = 1000;

/** `user_version` of a file with the tables below. */
export const DATABASE_VERSION = 1;

/**
 * `events` and `missions` have the stream id packed into their key (packed-id.ts) and the fields as a JSON object;
 * beside them stand the dedup ids of the newest entries (dedup.ts).
 * `streams.last_removed` keeps the newest id that was removed: ids never go back, even when the table is empty.
 */
const SCHEMA = `
CREATE TABLE IF NOT EXISTS events (id INTEGER PRIMARY KEY, fields TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS events_dedup (id INTEGER PRIMARY KEY, dedup_id TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS missions (id INTEGER PRIMARY KEY, fields TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS missions_dedup (id INTEGER PRIMARY KEY, dedup_id TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS streams (
  name TEXT PRIMARY KEY,
  epoch TEXT NOT NULL,
  removed INTEGER NOT NULL DEFAULT 0,
  last_removed INTEGER NOT NULL DEFAULT 0
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS records (
  collection TEXT NOT NULL,
  key TEXT NOT NULL,
  revision INTEGER NOT NULL,
  value TEXT NOT NULL,
  PRIMARY KEY (collection, key)
);
CREATE TABLE IF NOT EXISTS leases (
  name TEXT PRIMARY KEY,
  holder TEXT,
  token INTEGER NOT NULL,
  expires_at_ms INTEGER NOT NULL
) WITHOUT ROWID;
`;

/** Opens `<dataDir>/brainwave.sqlite`, made if missing. Throws "store_unavailable" or "store_full" with the file's name. */
export function openDatabase(dataDir: string): DatabaseSync {
  const file = join(dataDir, DATABASE_FILE);
  let db: DatabaseSync | undefined;
  try {
    mkdirSync(dataDir, { recursive: true });
    db = new DatabaseSync(file, { timeout: BUSY_TIMEOUT_MS });
    // FULL: in WAL mode only this makes a commit outlive a power loss.
    db.exec("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA cache_size = -16000");
    // A burst must not leave a log file of its size behind for ever.
    db.exec("PRAGMA journal_size_limit = 67108864");
    prepareTables(db);
    return db;
  } catch (error) {
    db?.close();
    const problem = dataProblem(error, file);
    if (problem) throw problem;
    const sentence = `The store ${file} can't be opened: ${messageOf(error)}`;
    throw new AppError("store_unavailable", sentence, { cause: error });
  }
}

function prepareTables(db: DatabaseSync): void {
  db.exec("BEGIN IMMEDIATE");
  try {
    const version = Number(db.prepare("PRAGMA user_version").get()?.user_version);
    if (version > DATABASE_VERSION) throw new Error("it was made by a newer Brainwave");
    const tables = db.prepare("SELECT name FROM sqlite_schema WHERE name = 'events'").all();
    if (version === 0 && tables.length > 0)
      for (const stream of ["events", "missions"]) movePastVersion0(db, stream);
    db.exec(SCHEMA);
    db.exec(`PRAGMA user_version = ${DATABASE_VERSION}`);
    db.exec("COMMIT");
  } catch (error) {
    if (db.isTransaction) db.exec("ROLLBACK");
    throw error;
  }
}

/** So many dedup ids of an old file are kept: more than it needs, since it kept them all. */
const KEPT_DEDUP_IDS = 100_000;

/** In version 0 every entry carried its dedup id, in an index of its own: a commit cost a page of the disk per entry. */
function movePastVersion0(db: DatabaseSync, stream: string): void {
  db.exec(`
    CREATE TABLE ${stream}_dedup (id INTEGER PRIMARY KEY, dedup_id TEXT NOT NULL);
    INSERT INTO ${stream}_dedup
      SELECT id, dedup_id FROM (SELECT id, dedup_id FROM ${stream} ORDER BY id DESC LIMIT ${KEPT_DEDUP_IDS}) ORDER BY id;
    CREATE TABLE ${stream}_moved (id INTEGER PRIMARY KEY, fields TEXT NOT NULL);
    INSERT INTO ${stream}_moved SELECT id, fields FROM ${stream} ORDER BY id;
    DROP TABLE ${stream};
    ALTER TABLE ${stream}_moved RENAME TO ${stream};
  `);
}
