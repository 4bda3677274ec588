import type { DatabaseSync } from "node:sqlite";
import { bigIds } from "../big-ids.ts";

export type Late = ReturnType<typeof createLate>;

/** Where events stand that were read late, by their own id. What writes is called inside a transaction. */
export function createLate(db: DatabaseSync) {
  const find = bigIds(db, "SELECT id FROM late WHERE event_id = ?");
  const insert = db.prepare("INSERT OR REPLACE INTO late (event_id, id) VALUES (?, ?)");
  const remove = db.prepare("DELETE FROM late WHERE event_id = ?");
  const any = db.prepare("SELECT 1 FROM late LIMIT 1");
  let isAny = any.get() !== undefined;

  return {
    /** The event's key, or null. It is asked of every event: where nothing was read late it costs nothing. */
    find: (eventId: string): bigint | null =>
      isAny ? ((find.get(eventId) as { id: bigint } | undefined)?.id ?? null) : null,
    put(eventId: string, key: bigint): void {
      insert.run(eventId, key);
      isAny = true;
    },
    remove: (eventId: string): void => void remove.run(eventId),
    /** After a rollback, or after some left with their time. */
    reset(): void {
      isAny = any.get() !== undefined;
    },
  };
}
