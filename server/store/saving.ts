import { isAppError } from "#lib/errors";
import type { Saving } from "#lib/live/protocol";
import { toSeconds } from "#lib/time";
import type { Commit, Store } from "./port.ts";

export interface WatchedStore {
  store: Store;
  saving(): Saving;
  /** Hears of changes only. */
  onSaving(listener: (saving: Saving) => void): void;
}

/**
 * A store that tells whether it takes writes: by the last one that would have needed room. Every gateway shows a sign of
 * life at least every 5 s, and each second while it isn't taken, so what is told is never older than that.
 */
export function watchSaving(store: Store, now: () => number = Date.now): WatchedStore {
  let saving: Saving = { up: true };
  const listeners: ((saving: Saving) => void)[] = [];

  function change(next: Saving): void {
    saving = next;
    for (const listener of listeners) listener(saving);
  }

  async function watched<T>(write: Promise<T>): Promise<T> {
    try {
      const result = await write;
      if (!saving.up) change({ up: true });
      return result;
    } catch (error) {
      // Any other refusal is about what was asked for, and the store is as it was.
      if (
        saving.up &&
        isAppError(error) &&
        (error.code === "store_full" || error.code === "store_unavailable")
      )
        change({ up: false, since: toSeconds(now()), error: error.message });
      throw error;
    }
  }

  const { log, records } = store;
  return {
    saving: () => saving,
    onSaving: (listener) => void listeners.push(listener),
    store: {
      ...store,
      log: { ...log, append: (stream, entries) => watched(log.append(stream, entries)) },
      records: {
        ...records,
        commit: (commit) => (needsRoom(commit) ? watched(records.commit(commit)) : records.commit(commit)),
        acquireLease: (name, holder, ttlMs) => watched(records.acquireLease(name, holder, ttlMs)),
      },
    },
  };
}

/** What only deletes is taken by a full Redis, too. */
const needsRoom = ({ puts = [], appends = [] }: Commit): boolean => puts.length > 0 || appends.length > 0;
