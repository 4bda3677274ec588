import { closeSync, existsSync, fsyncSync, openSync } from "node:fs";
import { DatabaseSync } from "node:sqlite";
import { AppError, messageOf } from "#lib/errors";

/** Another process may be in the middle of a checkpoint. */
const BUSY_TIMEOUT_MS = 10_000;

/**
 * Copies a database as it is at one moment, also while another process writes to it and without keeping that waiting.
 * False when there is none. Throws "store_unavailable" with the file's name.
 */
export function copyDatabase(file: string, to: string): boolean {
  if (!existsSync(file)) return false;
  try {
    reading(file, (db) => db.prepare("VACUUM INTO ?").run(to));
    toDisk(to);
    return true;
  } catch (error) {
    throw new AppError("store_unavailable", `${file} can't be copied: ${messageOf(error)}`, { cause: error });
  }
}

/** The `user_version` of a whole database. Throws "invalid", with the file's name, for one that is none or is damaged. */
export function checkDatabase(file: string): number {
  try {
    return reading(file, (db) => {
      const { quick_check: found } = db.prepare("PRAGMA quick_check(1)").get() as { quick_check: string };
      if (found !== "ok") throw new Error(found);
      return Number(db.prepare("PRAGMA user_version").get()?.user_version);
    });
  } catch (error) {
    throw new AppError("invalid", `${file} is damaged: ${messageOf(error)}`, { cause: error });
  }
}

function reading<T>(file: string, work: (db: DatabaseSync) => T): T {
  const db = new DatabaseSync(file, { readOnly: true, timeout: BUSY_TIMEOUT_MS });
  try {
    return work(db);
  } finally {
    db.close();
  }
}

// SQLite doesn't wait for the disk when it copies into a new file.
function toDisk(file: string): void {
  const descriptor = openSync(file, "r+");
  fsyncSync(descriptor);
  closeSync(descriptor);
}
