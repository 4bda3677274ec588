import type { DatabaseSync } from "node:sqlite";
import { createColumnWriting } from "./columns.ts";
import { visitPage } from "./page.ts";
import { COLUMNS, COLUMNS_TABLES, KEY, PAGES, SAMPLES_VERSION } from "./tables.ts";

const STEPS: Record<number, (db: DatabaseSync) => void> = {
  // Version 1 had no columns. The long ones come from the pages by the hour; the short one fills within a day.
  1(db) {
    db.exec(COLUMNS_TABLES);
    const columns = createColumnWriting(
      db,
      COLUMNS.filter(({ likePages }) => likePages),
    );
    const hours = PAGES.find(({ seconds }) => seconds === 3600);
    if (!hours) return;
    const pages = db.prepare(
      `SELECT key >> ${KEY.metricShift} AS metric, (key >> ${KEY.chunkShift}) & ${2 ** (KEY.metricShift - KEY.chunkShift) - 1} AS chunk,
         key & ${2 ** KEY.chunkShift - 1} AS robot, data FROM ${hours.table} ORDER BY key`,
    );
    type Row = { metric: number; chunk: number; robot: number; data: Uint8Array };
    let day = "";
    for (const { metric, chunk, robot, data } of pages.iterate() as Iterable<Row>) {
      // One metric's day at a time is in memory.
      if (day !== `${metric} ${chunk}`) columns.write();
      day = `${metric} ${chunk}`;
      visitPage(data, chunk * hours.pageSeconds, hours.seconds, (rollup) =>
        columns.add(metric, robot, rollup),
      );
    }
    columns.write();
  },
};

/** Brings a file to the present version, in one step or not at all. Throws for a file from a newer Brainwave. */
export function migrate(db: DatabaseSync, version: number): void {
  if (version === SAMPLES_VERSION) return;
  if (version > SAMPLES_VERSION) throw new Error(`it was written by a newer Brainwave (version ${version})`);
  db.exec("BEGIN IMMEDIATE");
  try {
    for (let from = version; from < SAMPLES_VERSION; from++) STEPS[from]?.(db);
    db.exec(`PRAGMA user_version = ${SAMPLES_VERSION}; COMMIT`);
  } catch (error) {
    if (db.isTransaction) db.exec("ROLLBACK");
    throw error;
  }
}
