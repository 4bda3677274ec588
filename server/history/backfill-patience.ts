import { setTimeout as wait } from "node:timers/promises";
import { createBackoff } from "#lib/backoff";
import { isAppError } from "#lib/errors";
import type { DailyLog } from "#server/store/port";

/** A store that fails is asked again for so long: what it still holds may be gone the next time. */
const PATIENCE_MS = 5 * 60_000;
/** Of what is asked for at once, the least that an answer must be able to carry. */
const LEAST_SHARE = 1 / 32;

/** Asks; `share` says how much of the usual portion to ask for. */
export type Patience = <T>(question: (share: number) => Promise<T>) => Promise<T>;

/** Asks a failing store again, in smaller portions, with back-off. An abort is told by the signal's reason. */
export function createPatience(signal?: AbortSignal): Patience {
  return async (question) => {
    const backoff = createBackoff(100, 5000);
    const giveUpAt = performance.now() + PATIENCE_MS;
    for (let share = 1; ; share = Math.max(share / 2, LEAST_SHARE)) {
      signal?.throwIfAborted();
      try {
        return await question(share);
      } catch (error) {
        const again = isAppError(error) && error.code === "store_unavailable" && performance.now() < giveUpAt;
        if (!again) throw error;
      }
      // An abort ends the wait, and is told at the beginning of the next round.
      await wait(backoff.nextMs(), undefined, { signal }).catch(() => undefined);
    }
  };
}

export function withPatience(log: DailyLog, ask: Patience): DailyLog {
  return {
    read: (date, from, limit) => ask((share) => log.read(date, from, Math.ceil(limit * share))),
    length: (date) => ask(() => log.length(date)),
  };
}
