import type { DatabaseSync } from "node:sqlite";
import { OUTAGES_TOLD, type Outage } from "#lib/history/outage";
import { OUTAGE_COLUMNS, type OutageRow, toOutage } from "../stored-outage.ts";

/** The outages that touch a window, oldest first; of too many the newest. */
export function createOutageList(db: DatabaseSync) {
  const select = db.prepare(
    `SELECT ${OUTAGE_COLUMNS} FROM (
       SELECT * FROM outage WHERE began <= ? AND coalesce(ended, 9e999) >= ? ORDER BY began DESC, id LIMIT ${OUTAGES_TOLD}
     ) ORDER BY began, id`,
  );
  return ({ from, to }: { from?: number | undefined; to?: number | undefined }): Outage[] =>
    (select.all(to ?? Number.MAX_VALUE, from ?? -Number.MAX_VALUE) as unknown as OutageRow[]).map(toOutage);
}
