import type { DatabaseSync } from "node:sqlite";

/** Another process's appends are seen this much later at most; our own at once. */
const POLL_MS = 100;

export interface Changes {
  /** Wakes everybody who waits. */
  notify(): void;
  /** Resolves at the next change of the database, by whomever, or when the signal aborts. */
  next(signal: AbortSignal): Promise<void>;
  close(): void;
}

/** Tells followers that there may be something new, so that they needn't ask again and again. */
export function createChanges(db: DatabaseSync): Changes {
  // Changes when another connection commits, not when ours does: https://www.sqlite.org/pragma.html#pragma_data_version
  const dataVersion = db.prepare("PRAGMA data_version");
  const readVersion = () => Number(dataVersion.get()?.data_version);
  const waiting = new Set<() => void>();
  let version = readVersion();

  function notify(): void {
    for (const wake of waiting) wake();
  }

  const poll = setInterval(() => {
    if (waiting.size === 0) return;
    try {
      const seen = readVersion();
      if (seen === version) return;
      version = seen;
    } catch {
      // A follower that reads gets the error itself, and reports it.
    }
    notify();
  }, POLL_MS);
  poll.unref();

  return {
    notify,
    next: (signal) =>
      new Promise((resolve) => {
        if (signal.aborted) return resolve();
        const wake = () => {
          waiting.delete(wake);
          signal.removeEventListener("abort", wake);
          resolve();
        };
        waiting.add(wake);
        signal.addEventListener("abort", wake);
      }),
    close(): void {
      clearInterval(poll);
      notify();
    },
  };
}
