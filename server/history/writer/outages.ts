import type { DatabaseSync } from "node:sqlite";
import type { Outage } from "#lib/history/outage";

export type Outages = ReturnType<typeof createOutages>;

/** When nobody looked. */
export function createOutages(db: DatabaseSync) {
  const write = db.prepare(
    "INSERT OR REPLACE INTO outage (id, cause, began, ended, filled, recovered, missing) VALUES (?, ?, ?, ?, ?, ?, ?)",
  );
  return {
    put({ id, cause, from, to, filled, recovered, missing }: Outage): void {
      write.run(id, cause, from, to, Number(filled), recovered, missing);
    },
  };
}
