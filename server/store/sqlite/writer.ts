import type { DatabaseSync } from "node:sqlite";
import { isAppError } from "#lib/errors";
import { storeError } from "./errors.ts";

interface Job {
  work(): unknown;
  resolve(value: never): void;
  reject(error: unknown): void;
}

export interface Writer {
  /**
   * Runs `work` in a transaction and resolves once it is on the disk. It may throw an AppError to refuse, but
   * only before it has written anything; any other error undoes it whole.
   */
  run<T>(work: () => T): Promise<T>;
  /** Writes what is waiting. */
  flush(): void;
}

/**
 * Group commit: everything asked for in one turn of the event loop shares one transaction, and so one fsync,
 * which is what a durable write costs.
 */
export function createWriter(
  db: DatabaseSync,
  { onCommitted, onRolledBack }: { onCommitted(): void; onRolledBack(): void },
): Writer {
  const begin = db.prepare("BEGIN IMMEDIATE");
  const commit = db.prepare("COMMIT");
  const rollback = db.prepare("ROLLBACK");
  let waiting: Job[] = [];

  function flush(): void {
    const group = waiting;
    waiting = [];
    if (group.length > 0) write(group);
  }

  function write(group: Job[]): void {
    let settlements: (() => void)[];
    try {
      begin.run();
    } catch (error) {
      // Closed, or another process has been writing for too long: it is so for each of them.
      for (const { reject } of group) reject(storeError(error));
      return;
    }
    try {
      settlements = group.map(attempt);
      commit.run();
    } catch (error) {
      // A full disk ends the transaction by itself.
      if (db.isTransaction) rollback.run();
      onRolledBack();
      // One that can't be written must not take the others with it.
      if (group.length > 1) for (const job of group) write([job]);
      else group[0]?.reject(storeError(error));
      return;
    }
    for (const settle of settlements) settle();
    onCommitted();
  }

  return {
    run(work) {
      return new Promise((resolve, reject) => {
        waiting.push({ work, resolve, reject });
        // Not a microtask: the requests that one poll of the sockets brought in are to share the fsync.
        if (waiting.length === 1) setImmediate(flush);
      });
    },
    flush,
  };
}

function attempt({ work, resolve, reject }: Job): () => void {
  try {
    const value = work() as never;
    return () => resolve(value);
  } catch (error) {
    if (!isAppError(error)) throw error;
    return () => reject(error);
  }
}
