import type { DatabaseSync } from "node:sqlite";
import type { Outage, OutageCause } from "#lib/history/outage";

const AT_MOST = 500;

/** The outages that touch a window, oldest first; of too many the newest. */
export function createOutageList(db: DatabaseSync) {
  const select = db.prepare(
    `SELECT * FROM (
       SELECT * FROM outage WHERE began <= ? AND coalesce(ended, 9e999) >= ? ORDER BY began DESC, id LIMIT ${AT_MOST}
     ) ORDER BY began, id`,
  );
  return ({ from, to }: { from?: number | undefined; to?: number | undefined }): Outage[] =>
    (select.all(to ?? Number.MAX_VALUE, from ?? -Number.MAX_VALUE) as unknown as OutageRow[]).map((row) => ({
      id: row.id,
      cause: row.cause,
      from: row.began,
      to: row.ended,
      filled: row.filled === 1,
      recovered: row.recovered,
      missing: row.missing,
    }));
}

interface OutageRow {
  id: string;
  cause: OutageCause;
  began: number;
  ended: number | null;
  filled: number;
  recovered: number;
  missing: number | null;
}
