import type { DatabaseSync } from "node:sqlite";
import { usedBytes } from "../writer/retention.ts";
import type { Names } from "./names.ts";
import { COLUMNS, KEY, PAGES } from "./tables.ts";

/** So many pages go in one step, so that a question meanwhile waits for a moment only. */
const STEP = 2000;
/** Beyond the limit by size, down to this share of it: else every ten minutes would have to trim again. */
const DOWN_TO = 0.95;
/** Whatever the limit, so much of each level stays, in seconds: an hour finely, a day by minutes, a week by hours. */
const LEAST_KEPT_SECONDS = [3600, 86_400, 7 * 86_400] as const;

/** In the order in which they give way: a column that is kept like pages outlasts them. */
const TABLES = [
  ...PAGES.map((page, index) => ({ ...page, leastKeptSeconds: LEAST_KEPT_SECONDS[index] ?? 0 })),
  ...COLUMNS.map(({ seconds, ...column }) => ({
    ...column,
    pageSeconds: seconds,
    leastKeptSeconds: Math.min(column.keptSeconds, 7 * 86_400),
  })),
];

export interface SampleLimits {
  /** Unix seconds. */
  now: number;
  /** Beyond so much the oldest go. */
  bytes: number;
}

/** Takes out what is too old or too much, one step at a time. Inside a transaction. */
export function createTrimming(db: DatabaseSync, metrics: Names) {
  const levels = TABLES.map((page) => ({
    ...page,
    oldest: db.prepare(
      `SELECT (min(key) >> ${KEY.chunkShift}) & ${2 ** (KEY.metricShift - KEY.chunkShift) - 1} AS chunk FROM ${page.table} WHERE key >= ?1 << ${KEY.metricShift} AND key < (?1 + 1) << ${KEY.metricShift}`,
    ),
    remove: db.prepare(
      `DELETE FROM ${page.table} WHERE key IN (SELECT key FROM ${page.table} WHERE key >= ?1 << ${KEY.metricShift} AND key < (?1 << ${KEY.metricShift}) | (?2 << ${KEY.chunkShift}) LIMIT ${STEP})`,
    ),
  }));
  type Level = (typeof levels)[number];
  /** The size was beyond the limit, and isn't low enough yet. */
  let tooLarge = false;

  /** Removes pages of before a chunk; whether there are more of them. */
  function removeBefore({ remove }: Level, chunk: number): boolean {
    for (const metric of metrics.ids()) if (Number(remove.run(metric, chunk).changes) === STEP) return true;
    return false;
  }

  function oldestChunk({ oldest }: Level): number | null {
    let found: number | null = null;
    for (const metric of metrics.ids()) {
      const { chunk } = oldest.get(metric) as { chunk: number | null };
      if (chunk !== null && (found === null || chunk < found)) found = chunk;
    }
    return found;
  }

  /** The finest level's oldest stretch that may go; false when nothing may. */
  function removeOldest(now: number): boolean {
    for (const level of levels) {
      const oldest = oldestChunk(level);
      if (oldest === null || (oldest + 1) * level.pageSeconds > now - level.leastKeptSeconds) continue;
      removeBefore(level, oldest + 1);
      return true;
    }
    return false;
  }

  return {
    /** Whether there is more to do. */
    step({ now, bytes }: SampleLimits): boolean {
      for (const level of levels)
        if (removeBefore(level, Math.floor((now - level.keptSeconds) / level.pageSeconds))) return true;
      const used = usedBytes(db);
      tooLarge = used > (tooLarge ? bytes * DOWN_TO : bytes);
      tooLarge &&= removeOldest(now);
      return tooLarge;
    },
  };
}
