import type { DatabaseSync } from "node:sqlite";
import { createColumnWriting } from "./columns.ts";
import type { Names } from "./names.ts";
import { visitPage } from "./page.ts";
import { COLUMNS, FILLING_TABLE, KEY, PAGES } from "./tables.ts";

/** So many pages are enough for one step: a question meanwhile waits for one metric of 10,000 robots, not for all. */
const STEP_PAGES = 2000;
/** Where there is little, so many places are looked at in one step. */
const STEP_PLACES = 500;

/** The pages that columns are made of, and how far back that is worth it; what a day is told by comes first. */
const SOURCES = PAGES.flatMap((pages) => {
  const columns = COLUMNS.filter(({ madeFrom }) => madeFrom === pages.seconds);
  const keptSeconds = Math.max(...columns.map((column) => column.keptSeconds));
  return columns.length > 0 ? [{ pages, columns, keptSeconds }] : [];
});

/** What is still to be made of a source's pages: those of `chunk` from behind `metric` on, then the chunks below it down to `last`. */
interface Left {
  chunk: number;
  metric: number;
  last: number;
}

/** Notes, in a file from before the columns, what there is to make them of. Inside a transaction. */
export function beginFilling(db: DatabaseSync): void {
  db.exec(FILLING_TABLE);
  const insert = db.prepare("INSERT INTO filling (seconds, chunk, metric, last) VALUES (?, ?, 0, ?)");
  const metrics = db.prepare("SELECT id FROM metric").all() as { id: number }[];
  for (const { pages, keptSeconds } of SOURCES) {
    const newest = db.prepare(
      `SELECT (max(key) >> ${KEY.chunkShift}) & ${2 ** (KEY.metricShift - KEY.chunkShift) - 1} AS chunk FROM ${pages.table}
       WHERE key >= ?1 << ${KEY.metricShift} AND key < (?1 + 1) << ${KEY.metricShift}`,
    );
    const chunks = metrics.map(({ id }) => (newest.get(id) as { chunk: number | null }).chunk ?? 0);
    const chunk = Math.max(0, ...chunks);
    if (chunk > 0) insert.run(pages.seconds, chunk, Math.max(0, chunk - keptSeconds / pages.pageSeconds));
  }
}

/**
 * Makes the columns of a file from before them, the newest first. Each is made whole, of all that its pages have by then:
 * what was settled into it meanwhile is in them too, and a step that a crash took back is made again.
 */
export function createFilling(db: DatabaseSync, metrics: Names) {
  const sources = SOURCES.map(({ pages, columns }) => ({
    ...pages,
    columns: createColumnWriting(db, columns, { anew: true }),
    left: db.prepare(`SELECT chunk, metric, last FROM filling WHERE seconds = ${pages.seconds}`),
    pages: db.prepare(
      `SELECT key & ${2 ** KEY.chunkShift - 1} AS robot, data FROM ${pages.table}
       WHERE key >= (?1 << ${KEY.metricShift}) | (?2 << ${KEY.chunkShift}) AND key < (?1 << ${KEY.metricShift}) | ((?2 + 1) << ${KEY.chunkShift})`,
    ),
  }));
  type Source = (typeof sources)[number];
  const note = db.prepare("UPDATE filling SET chunk = ?2, metric = ?3 WHERE seconds = ?1");
  const end = db.prepare("DELETE FROM filling WHERE seconds = ?");

  /** How many pages the columns were made of. */
  function fill({ pages, columns, pageSeconds, seconds }: Source, metric: number, chunk: number): number {
    let count = 0;
    const rows = pages.iterate(metric, chunk) as Iterable<{ robot: number; data: Uint8Array }>;
    for (const { robot, data } of rows) {
      visitPage(data, chunk * pageSeconds, seconds, (rollup) => columns.add(metric, robot, rollup));
      count++;
    }
    columns.write();
    return count;
  }

  function stepOf(source: Source, { chunk, metric, last }: Left): void {
    const ids = [...metrics.ids()].sort((a, b) => a - b);
    let pages = 0;
    for (let places = 0; places < STEP_PLACES && pages < STEP_PAGES; places++) {
      const next = ids.find((id) => id > metric);
      if (next === undefined) {
        if (chunk === last) {
          end.run(source.seconds);
          return;
        }
        chunk -= 1;
        metric = 0;
        continue;
      }
      metric = next;
      pages += fill(source, metric, chunk);
    }
    note.run(source.seconds, chunk, metric);
  }

  return {
    isDue: (): boolean => sources.some(({ left }) => left.get() !== undefined),
    /** Does a part of what is left. Inside a transaction. */
    step(): void {
      for (const source of sources) {
        const left = source.left.get() as Left | undefined;
        if (!left) continue;
        stepOf(source, left);
        return;
      }
    },
  };
}
