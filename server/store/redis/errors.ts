import { AppError, isAppError, messageOf } from "#lib/errors";

/** Out of memory by Redis's own limit, or by its disk's: what is the matter, and what to do. */
const FULL: readonly (readonly [RegExp, string])[] = [
  [/^OOM\b/, "The memory of Redis is full (OOM): raise its maxmemory, or remove what isn't needed"],
  [/^MISCONF\b/, "Redis can't save to its disk and takes no writes (MISCONF): its log says why"],
  [/No space left/, "The disk of Redis is full"],
];

// How ioredis says that it has no connection at the moment.
const UNCONNECTED = /^(Stream isn't writeable|Connection is closed)/;

// How it says that no sentinel has named a primary, with what the last of them said.
const NO_SENTINEL = /^All sentinels are unreachable.* Last error: (?<last>.*)/;

/** What went wrong, for a person. */
export function toldOf(error: unknown): string {
  const sentence = messageOf(error);
  if (UNCONNECTED.test(sentence)) return "there is no connection to it";
  const last = NO_SENTINEL.exec(sentence)?.groups?.last;
  return last ? `no sentinel says where it is (${last})` : sentence;
}

/**
 * Any failure of a Redis command as the store's own error. The cause is rebuilt from its sentence: ioredis hangs
 * the command and its arguments on its errors, and those are payloads and passwords.
 */
export function storeError(error: unknown): AppError {
  if (isAppError(error)) return error;
  const sentence = messageOf(error);
  const full = FULL.find(([form]) => form.test(sentence));
  if (full) return new AppError("store_full", full[1], { cause: new Error(sentence) });
  return new AppError("store_unavailable", `Redis can't be used: ${toldOf(error)}`, {
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
