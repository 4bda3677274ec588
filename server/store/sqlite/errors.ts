import { AppError, isAppError, messageOf } from "#lib/errors";

// https://www.sqlite.org/rescode.html, the low byte of an extended code.
const SQLITE_FULL = 13;

/** Any thrown value as the store's own error; what isn't SQLite's passes unchanged, since it is a defect. */
export function storeError(error: unknown): unknown {
  const code = isAppError(error) ? null : resultCode(error);
  if (code === null) return error;
  if (code === SQLITE_FULL)
    return new AppError("store_full", "The disk of the store is full", { cause: error });
  return new AppError("store_unavailable", `The store can't be used: ${messageOf(error)}`, { cause: error });
}

/** Runs a statement outside the writer, its failure as the store's own error. */
export function reading<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw storeError(error);
  }
}

function resultCode(error: unknown): number | null {
  if (!(error instanceof Error) || !("code" in error)) return null;
  if (error.code === "ERR_SQLITE_ERROR" && "errcode" in error) return Number(error.errcode) & 0xff;
  // A closed database is a state of Node's object: SQLite has no code for it.
  return error.code === "ERR_INVALID_STATE" ? 0 : null;
}
