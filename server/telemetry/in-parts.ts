import { setTimeout as wait } from "node:timers/promises";

/** A whole fleet may be told of: no more at once than the outbox has room for, with all else. */
const AT_ONCE = 1_000;
const ASKED_EVERY_MS = 10;

export interface PartsOptions {
  /** So many more events the outbox takes before it drops any. */
  room(): number;
  /** When there has not been more room for so long the log takes nothing, and the next part goes all the same. */
  patienceMs: number;
}

/** Tells of everything in the list, the first part of it at once. */
export async function inParts<T>(
  all: readonly T[],
  tell: (one: T) => void,
  options: PartsOptions,
): Promise<void> {
  for (let from = 0; from < all.length; from += AT_ONCE) {
    if (from > 0) await untilRoom(options);
    for (const one of all.slice(from, from + AT_ONCE)) tell(one);
  }
}

async function untilRoom({ room, patienceMs }: PartsOptions): Promise<void> {
  let [most, at] = [room(), performance.now()];
  while (room() < AT_ONCE && performance.now() - at < patienceMs) {
    await wait(ASKED_EVERY_MS);
    if (room() > most) [most, at] = [room(), performance.now()];
  }
}
