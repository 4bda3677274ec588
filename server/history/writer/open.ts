import { existsSync, mkdirSync, renameSync, rmSync } from "node:fs";
import { dirname } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { messageOf } from "#lib/errors";
import { HISTORY_VERSION, TABLES } from "../tables.ts";
import { migrate } from "./migrations.ts";

/** A file that can't be used, and where it was put. */
export interface SetAside {
  file: string;
  reason: string;
}

/** What a kind of file holds: its tables, its version, and what leads there from an older one. */
export interface FileKind {
  tables: string;
  version: number;
  /** A question that reads all of a small table. */
  probe: string;
  /** Throws for a version that it knows nothing of. */
  migrate(db: DatabaseSync, version: number): void;
}

const HISTORY: FileKind = {
  tables: TABLES,
  version: HISTORY_VERSION,
  probe: "SELECT count(*) FROM note",
  migrate,
};

/** Opens a file for writing, made if missing. What can't be read is set aside, and an empty one begun. */
export function openForWriting(
  file: string,
  kind: FileKind = HISTORY,
): { db: DatabaseSync; setAside: SetAside | null } {
  mkdirSync(dirname(file), { recursive: true });
  try {
    return { db: open(file, kind), setAside: null };
  } catch (error) {
    // A disk without room, or a file of somebody else, is no damage: the same file is tried again later.
    if (!existsSync(file) || (codeOf(error) !== 0 && !isDamage(error))) throw error;
    const setAside = { file: putAside(file), reason: messageOf(error) };
    return { db: open(file, kind), setAside };
  }
}

/** Renames the file out of the way; its new name. */
export function putAside(file: string): string {
  const aside = `${file}.damaged-${Date.now()}`;
  renameSync(file, aside);
  for (const side of ["-wal", "-shm"]) rmSync(file + side, { force: true });
  return aside;
}

// SQLite's result codes, by their lower byte.
const CORRUPT = 11;
const FULL = 13;
const NOT_A_DATABASE = 26;

export const isFull = (error: unknown): boolean => codeOf(error) === FULL;
/** Pages that are none, or a saved state that can't be unpacked or isn't JSON. */
export const isDamage = (error: unknown): boolean =>
  [CORRUPT, NOT_A_DATABASE].includes(codeOf(error)) ||
  error instanceof SyntaxError ||
  /^(Z_|ZSTD_)/.test(String((error as { code?: unknown } | null)?.code));

const codeOf = (error: unknown): number =>
  Number((error as { errcode?: number } | null)?.errcode ?? 0) & 0xff;

function open(file: string, kind: FileKind): DatabaseSync {
  const db = new DatabaseSync(file, { timeout: 5000 });
  try {
    const { user_version: version } = db.prepare("PRAGMA user_version").get() as { user_version: number };
    if (version === 0) db.exec("PRAGMA page_size = 8192; PRAGMA auto_vacuum = INCREMENTAL");
    // NORMAL: a power loss may cost the last moments, which are read from the log again.
    db.exec("PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA cache_size = -65536");
    db.exec("PRAGMA wal_autocheckpoint = 16000; PRAGMA journal_size_limit = 134217728");
    if (version === 0) create(db, kind);
    else kind.migrate(db, version);
    // A page that isn't a page any more is found here and not in the middle of an answer.
    db.prepare(kind.probe).get();
    return db;
  } catch (error) {
    db.close();
    throw error;
  }
}

function create(db: DatabaseSync, { tables, version }: FileKind): void {
  db.exec(`BEGIN; ${tables}; PRAGMA user_version = ${version}; COMMIT`);
}
