import { AppError, isAppError, messageOf } from "#lib/errors";

// Out of memory by Redis's own limit, or by its disk's.
const FULL = /^(OOM|MISCONF)\b|No space left/;

// How ioredis says that it has no connection at the moment.
const UNCONNECTED = /^(Stream isn't writeable|Connection is closed)/;

/**
 * Any failure of a Redis command as the store's own error. The cause is rebuilt from its sentence: ioredis hangs
 * the command and its arguments on its errors, and those are payloads and passwords.
 */
export function storeError(error: unknown): AppError {
  if (isAppError(error)) return error;
  const sentence = messageOf(error);
  if (FULL.test(sentence)) return new AppError("store_full", `Redis takes no more: ${sentence}`);
  const told = UNCONNECTED.test(sentence) ? "there is no connection to it" : sentence;
  return new AppError("store_unavailable", `Redis can't be used: ${told}`, {
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
