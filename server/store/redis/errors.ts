import { AppError, isAppError, messageOf } from "#lib/errors";

// Out of memory by Redis's own limit, or by its disk's.
const FULL = /^(OOM|MISCONF)\b|No space left/;

/**
 * Any failure of a Redis command as the store's own error. The cause is rebuilt from its sentence: ioredis hangs
 * the command and its arguments on its errors, and those are payloads and passwords.
 */
export function storeError(error: unknown): AppError {
  if (isAppError(error)) return error;
  const sentence = messageOf(error);
  if (FULL.test(sentence)) return new AppError("store_full", `Redis takes no more: ${sentence}`);
  return new AppError("store_unavailable", `Redis can't be used: ${sentence}`, {
    cause: new Error(sentence),
  });
}

/** Awaits a command, its failure as the store's own error. */
export async function asking<T>(command: Promise<T>): Promise<T> {
  try {
    return await command;
  } catch (error) {
    throw storeError(error);
  }
}
