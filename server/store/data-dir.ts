import { accessSync, constants, existsSync, statfsSync, statSync } from "node:fs";
import { dirname } from "node:path";
import { AppError, messageOf } from "#lib/errors";

/** With less than this there is no room for the first files of a start. */
const TIGHT_BYTES = 1024 * 1024;

const ELSEWHERE = "or set DATA_DIR to another folder";

/**
 * What keeps a file or folder of the data from being used, as "store_unavailable" or "store_full" with what to do; null
 * for what isn't the disk's or the system's doing.
 */
export function dataProblem(error: unknown, path: string): AppError | null {
  const problem = problemOf(error, path);
  return problem && new AppError(problem.code, problem.sentence, { cause: error });
}

interface DataProblem {
  code: "store_full" | "store_unavailable";
  sentence: string;
}

const unavailable = (sentence: string): DataProblem => ({ code: "store_unavailable", sentence });

function problemOf(error: unknown, path: string): DataProblem | null {
  const { code } = error as NodeJS.ErrnoException;
  if (code === "ERR_SQLITE_ERROR") return sqliteProblem(error as { errcode?: number }, path);
  switch (code) {
    case "ENOSPC":
    case "EDQUOT":
      return full(path);
    case "EROFS":
      return unavailable(
        `${path} is on a disk that can't be written (read-only): mount it writable, ${ELSEWHERE}`,
      );
    case "EACCES":
    case "EPERM":
      return unavailable(foreign(path));
    case "ENOENT":
      // What Node says of a folder that the system doesn't let it make.
      return whatDenies(nearest(dirname(path)));
    case "EEXIST":
    case "ENOTDIR":
      return unavailable(`${path} is no folder, or lies in something that is none: ${ELSEWHERE.slice(3)}`);
    default:
      return null;
  }
}

// https://www.sqlite.org/rescode.html, by the low byte.
const READONLY = 8;
const IOERR = 10;
const CORRUPT = 11;
const FULL = 13;
const CANTOPEN = 14;
const NOTADB = 26;

function sqliteProblem(error: { errcode?: number }, file: string): DataProblem | null {
  const result = (error.errcode ?? 0) & 0xff;
  if (result === FULL || (result === IOERR && isTight(file))) return full(file);
  if (result === CORRUPT || result === NOTADB)
    return unavailable(
      `${file} is damaged (${messageOf(error)}): put a backup in its place (npm run restore -- BACKUP --replace), or move it away to begin anew`,
    );
  if (result === READONLY || result === CANTOPEN || result === IOERR) {
    const denied = whatDenies(file) ?? whatDenies(dirname(file));
    if (denied) return denied;
  }
  return null;
}

/** What the system says when a file is to be written. */
function whatDenies(path: string): DataProblem | null {
  try {
    accessSync(path, constants.W_OK);
    return null;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "ENOENT" ? null : problemOf(error, path);
  }
}

const full = (path: string): DataProblem => ({
  code: "store_full",
  sentence: `The disk of ${path} is full: make room, a start needs some megabytes, ${ELSEWHERE}`,
});

/** SQLite calls it an I/O error when the file that it shares with others finds no room. */
function isTight(file: string): boolean {
  const { bavail, bsize } = statfsSync(dirname(file));
  return bavail * bsize < TIGHT_BYTES;
}

function foreign(path: string): string {
  const owner = ownerOf(path);
  const own = process.getuid?.();
  const whose =
    own !== undefined && owner !== own
      ? `it belongs to user ${owner}, and this is user ${own}`
      : "its permissions don't allow it";
  return `${path} can't be written: ${whose}. Start as its owner, give it to this user (chown -R), ${ELSEWHERE}`;
}

/** Of the nearest folder there is: what is missing would have to be made in it. */
const ownerOf = (path: string): number => statSync(nearest(path)).uid;

const nearest = (path: string): string => (existsSync(path) ? path : nearest(dirname(path)));
