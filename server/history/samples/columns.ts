import type { DatabaseSync } from "node:sqlite";
import type { FleetColumn } from "#lib/telemetry/fleet-history";
import type { SampleWindow } from "#lib/telemetry/history-window";
import type { Rollup } from "#lib/telemetry/rollup";
import { createColumn, readColumn } from "./column.ts";
import { createFilledSince } from "./filled-since.ts";
import { COLUMNS, KEY } from "./tables.ts";

type Level = (typeof COLUMNS)[number];

const CHUNK = `(key >> ${KEY.chunkShift}) & ${2 ** (KEY.metricShift - KEY.chunkShift) - 1}`;
const KEY_OF = `(?1 << ${KEY.metricShift}) | (?2 << ${KEY.chunkShift})`;

/**
 * Takes rollups of many robots into the columns that they belong to; `write` inside a transaction. `anew` forgets what
 * stood in them.
 */
export function createColumnWriting(
  db: DatabaseSync,
  levels: readonly Level[] = COLUMNS,
  { anew = false } = {},
) {
  const statements = levels.map(({ seconds, table }) => ({
    seconds,
    read: db.prepare(`SELECT data FROM ${table} WHERE key = ${KEY_OF}`),
    insert: db.prepare(`INSERT OR REPLACE INTO ${table} (key, data) VALUES (${KEY_OF}, ?3)`),
    open: new Map<number, ReturnType<typeof createColumn>>(),
  }));
  const metricUnit = 2 ** (KEY.metricShift - KEY.chunkShift);
  return {
    add(metric: number, robot: number, rollup: Rollup): void {
      for (const { seconds, read, open } of statements) {
        const chunk = Math.floor(rollup.at / seconds);
        const place = metric * metricUnit + chunk;
        let column = open.get(place);
        if (!column) {
          const row = anew ? undefined : (read.get(metric, chunk) as { data: Uint8Array } | undefined);
          column = createColumn(row?.data ?? null);
          open.set(place, column);
        }
        column.add(robot, rollup);
      }
    },
    write(): void {
      for (const { insert, open } of statements) {
        for (const [place, column] of open)
          insert.run(Math.floor(place / metricUnit), place % metricUnit, column.bytes());
        open.clear();
      }
    },
  };
}

/** The columns that answer a window. */
export function createColumnReading(db: DatabaseSync) {
  const levels = COLUMNS.map((level) => ({
    ...level,
    oldest: db.prepare(
      `SELECT ${CHUNK} AS chunk FROM ${level.table} WHERE key >= ?1 << ${KEY.metricShift} AND key < (?1 + 1) << ${KEY.metricShift} ORDER BY key LIMIT 1`,
    ),
    within: db.prepare(
      `SELECT ${CHUNK} AS chunk, data FROM ${level.table}
       WHERE key >= ${KEY_OF} AND key < (?1 << ${KEY.metricShift}) | (?3 << ${KEY.chunkShift})`,
    ),
  }));

  const filledSince = createFilledSince(db);

  return {
    /** Calls `visit` for what was settled in the window; false when only the pages know it. */
    visit(
      { from, to, step }: SampleWindow,
      metric: number,
      visit: (at: number, column: FleetColumn) => void,
    ): boolean {
      const level = levels.findLast(
        ({ seconds, madeFrom, likePages, oldest }) =>
          step % seconds === 0 &&
          from % seconds === 0 &&
          from >= filledSince(madeFrom) &&
          (likePages || reaches(oldest.get(metric), seconds, from)),
      );
      if (!level) return false;
      const { seconds, within } = level;
      const rows = within.iterate(metric, from / seconds, Math.ceil(to / seconds));
      for (const { chunk, data } of rows as Iterable<{ chunk: number; data: Uint8Array }>)
        visit(chunk * seconds, readColumn(data));
      return true;
    },
  };
}

const reaches = (row: unknown, seconds: number, from: number): boolean =>
  row !== undefined && (row as { chunk: number }).chunk * seconds <= from;
