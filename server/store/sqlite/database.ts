import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { AppError, messageOf } from "#lib/errors";

/** Longest wait for another process that is writing: a business call never waits longer than this for the store. */
const BUSY_TIMEOUT_MS = 1000;

/**
 * `events` and `missions` have the stream id packed into their key (packed-id.ts) and the fields as a JSON object.
 * `streams.last_removed` keeps the newest id that was removed: ids never go back, even when the table is empty.
 */
const SCHEMA = `
CREATE TABLE IF NOT EXISTS events (id INTEGER PRIMARY KEY, dedup_id TEXT NOT NULL UNIQUE, fields TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS missions (id INTEGER PRIMARY KEY, dedup_id TEXT NOT NULL UNIQUE, fields TEXT NOT NULL);
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

/** Opens `<dataDir>/brainwave.sqlite`, made if missing. Throws "store_unavailable" with the file's name. */
export function openDatabase(dataDir: string): DatabaseSync {
  const file = join(dataDir, "brainwave.sqlite");
  let db: DatabaseSync | undefined;
  try {
    mkdirSync(dataDir, { recursive: true });
    db = new DatabaseSync(file, { timeout: BUSY_TIMEOUT_MS });
    // FULL: in WAL mode only this makes a commit outlive a power loss.
    db.exec("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA cache_size = -16000");
    // A burst must not leave a log file of its size behind for ever.
    db.exec("PRAGMA journal_size_limit = 67108864");
    db.exec(SCHEMA);
    return db;
  } catch (error) {
    db?.close();
    const sentence = `The store ${file} can't be opened: ${messageOf(error)}`;
    throw new AppError("store_unavailable", sentence, { cause: error });
  }
}
