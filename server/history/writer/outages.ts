import type { DatabaseSync } from "node:sqlite";
import type { Outage } from "#lib/history/outage";
import { OUTAGE_COLUMNS, type OutageRow, toOutage } from "../stored-outage.ts";

export type Outages = ReturnType<typeof createOutages>;

/** When nobody looked. */
export function createOutages(db: DatabaseSync) {
  const write = db.prepare(
    "INSERT OR REPLACE INTO outage (id, cause, began, ended, filled, recovered, missing) VALUES (?, ?, ?, ?, ?, ?, ?)",
  );
  const open = db.prepare(`SELECT ${OUTAGE_COLUMNS} FROM outage WHERE ended IS NULL ORDER BY began, id`);
  const end = db.prepare("UPDATE outage SET ended = max(began, ?) WHERE id = ?");

  return {
    /** Those that a crash left open end at the last sign of life; what they cost is known once the log was read. */
    endOpen(aliveAt: number | null): Outage[] {
      return (open.all() as unknown as OutageRow[]).map((row) => {
        const ended = Math.max(row.began, aliveAt ?? row.began);
        end.run(ended, row.id);
        return toOutage({ ...row, ended });
      });
    },
    put({ id, cause, from, to, filled, recovered, missing }: Outage): void {
      write.run(id, cause, from, to, Number(filled), recovered, missing);
    },
  };
}
