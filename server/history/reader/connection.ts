import { statSync } from "node:fs";
import { DatabaseSync } from "node:sqlite";
import { AppError, isAppError, messageOf } from "#lib/errors";
import { HISTORY_VERSION } from "../tables.ts";

/** The writer holds its lock for moments only. */
const BUSY_TIMEOUT_MS = 2000;

/**
 * A read-only connection to the history, opened at the first use and again when the file was set aside and another
 * begun in its place. `open` is called for each file and says what belongs to it, such as prepared statements.
 */
export function createConnection<T>(file: string, open: (db: DatabaseSync) => T) {
  let present: { db: DatabaseSync; parts: T; inode: number } | null = null;

  function current(): { db: DatabaseSync; parts: T } {
    const inode = inodeOf(file);
    if (present?.inode === inode) return present;
    close();
    const db = openReadOnly(file);
    present = { db, parts: open(db), inode };
    return present;
  }

  function close(): void {
    present?.db.close();
    present = null;
  }

  return {
    /**
     * Runs `work` with what belongs to the file, all of it on one state of the file. Whatever goes wrong is
     * "history_unavailable", and the file is opened anew.
     */
    read<R>(work: (parts: T) => R): R {
      try {
        const { db, parts } = current();
        db.exec("BEGIN");
        const value = work(parts);
        db.exec("COMMIT");
        return value;
      } catch (error) {
        close();
        if (isAppError(error)) throw error;
        throw new AppError("history_unavailable", `The history can't be read: ${messageOf(error)}`, {
          cause: error,
        });
      }
    },
    close,
  };
}

function inodeOf(file: string): number {
  const found = statSync(file, { throwIfNoEntry: false });
  if (!found) throw new AppError("history_unavailable", "The history's file is not there yet");
  return found.ino;
}

function openReadOnly(file: string): DatabaseSync {
  const db = new DatabaseSync(file, { readOnly: true, timeout: BUSY_TIMEOUT_MS });
  try {
    // Not memory-mapped: a file that is damaged or cut off under a mapping ends the whole process. A small cache,
    // since the operating system has one too.
    db.exec("PRAGMA query_only = ON; PRAGMA cache_size = -8192");
    const { user_version: version } = db.prepare("PRAGMA user_version").get() as { user_version: number };
    if (version === HISTORY_VERSION) return db;
    throw new AppError("history_unavailable", "The history's file is being made ready");
  } catch (error) {
    db.close();
    throw error;
  }
}
