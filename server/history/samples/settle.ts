import type { DatabaseSync } from "node:sqlite";
import { inSteps, type Rollup } from "#lib/telemetry/rollup";
import { createColumnWriting } from "./columns.ts";
import { visitFrame } from "./frame.ts";
import { decodePage, encodePage } from "./page.ts";
import { KEY, PAGES } from "./tables.ts";

interface Series {
  robot: number;
  metric: number;
  rollups: Rollup[];
}

/**
 * Folds the frames before a moment (Unix seconds) into the pages of every level and the columns, and takes them out. In one
 * transaction: a frame is never counted twice.
 */
export function createSettling(db: DatabaseSync) {
  const oldest = db.prepare("SELECT min(at) AS at FROM frame");
  const frames = db.prepare("SELECT at, data FROM frame WHERE at < ? ORDER BY id");
  const columns = createColumnWriting(db);
  const remove = db.prepare("DELETE FROM frame WHERE at < ?");
  const levels = PAGES.map(({ table, seconds, pageSeconds }) => ({
    seconds,
    pageSeconds,
    read: db.prepare(
      `SELECT data FROM ${table} WHERE key = (?1 << ${KEY.metricShift}) | (?2 << ${KEY.chunkShift}) | ?3`,
    ),
    write: db.prepare(
      `INSERT OR REPLACE INTO ${table} (key, data) VALUES ((?1 << ${KEY.metricShift}) | (?2 << ${KEY.chunkShift}) | ?3, ?4)`,
    ),
  }));

  function gather(before: number): Iterable<Series> {
    const all = new Map<number, Series>();
    for (const { at, data } of frames.iterate(before) as Iterable<{ at: number; data: Uint8Array }>)
      visitFrame(data, at, (robot, metric, rollup) => {
        const key = metric * 2 ** KEY.chunkShift + robot;
        const series = all.get(key);
        if (series) series.rollups.push(rollup);
        else all.set(key, { robot, metric, rollups: [rollup] });
      });
    // In the order of the keys, so that a page of the file is written once.
    return [...all].sort(([a], [b]) => a - b).map(([, series]) => series);
  }

  function fold(
    { robot, metric, rollups }: Series,
    { seconds, pageSeconds, read, write }: (typeof levels)[0],
  ) {
    const byChunk = Map.groupBy(inSteps(rollups, seconds), ({ at }) => Math.floor(at / pageSeconds));
    for (const [chunk, fresh] of byChunk) {
      const pageAt = chunk * pageSeconds;
      const row = read.get(metric, chunk, robot) as { data: Uint8Array } | undefined;
      const before = row ? decodePage(row.data, pageAt, seconds) : [];
      const page = encodePage(inSteps([...before, ...fresh], seconds), pageAt, seconds);
      write.run(metric, chunk, robot, page);
    }
  }

  return {
    /** Whether there are frames from before this moment. */
    isDue(before: number): boolean {
      const { at } = oldest.get() as { at: number | null };
      return at !== null && at < before;
    },
    /** Inside a transaction. */
    settle(before: number): void {
      for (const series of gather(before)) {
        for (const level of levels) fold(series, level);
        for (const rollup of series.rollups) columns.add(series.metric, series.robot, rollup);
      }
      columns.write();
      remove.run(before);
    },
  };
}
