import type { DatabaseSync } from "node:sqlite";
import { bigIds } from "../big-ids.ts";
import { MARK, MENTIONED, OLD_INDEXES } from "../mentions.ts";
import { createBulkInsert } from "./bulk-insert.ts";

/** So many events are written at once: of each name so many stand together that a page is written for many of them. */
const RUN = 25_000;

export type Mentions = ReturnType<typeof createMentions>;

/**
 * Writes the table `mention`, up to a mark that stands in the file too: in runs and name by name, as the table has them,
 * since one by one each would go into another page. What comes behind the mark waits for the next run; what comes
 * before it is written at once. To be called inside a transaction.
 */
export function createMentions(db: DatabaseSync) {
  const readMark = bigIds(db, `SELECT ${MARK} AS id`);
  const setMark = db.prepare("INSERT OR REPLACE INTO note (name, value) VALUES ('mentions', ?)");
  const sql = (rows: string) => `INSERT OR IGNORE INTO mention (name, id, type) ${rows}`;
  const insert = createBulkInsert(db, 3, (rows) => sql(`VALUES ${rows}`));
  const remove = db.prepare("DELETE FROM mention WHERE name = ? AND id = ?");
  const run = `FROM (SELECT id FROM event WHERE id > ? ORDER BY id LIMIT ${RUN})`;
  const endOfRun = bigIds(db, `SELECT max(id) AS id ${run}`);
  const countBehind = db.prepare(`SELECT count(*) AS n ${run}`);
  const writeRun = MENTIONED.map((name) =>
    db.prepare(
      sql(`SELECT ${name}, id, type FROM event NOT INDEXED
           WHERE id > ? AND id <= ? AND ${name} IS NOT NULL ORDER BY 1, 2`),
    ),
  );
  const indexes = db.prepare("SELECT name FROM sqlite_schema WHERE type = 'index'");
  let mark = markInFile();
  let behind = behindMark();
  let old = oldIndexes();

  function markInFile(): bigint {
    return (readMark.get() as { id: bigint }).id;
  }
  /** Of more than a run it isn't told how many. */
  function behindMark(): number {
    return Number(countBehind.get(mark)?.n);
  }
  function oldIndexes(): string[] {
    return indexes.all().flatMap(({ name }) => OLD_INDEXES.find((one) => one === name) ?? []);
  }

  return {
    /** An event was written; `entity` is its agent, robot or job. */
    add(key: bigint, type: number, source: number, entity: number | null): void {
      if (key > mark) behind++;
      else for (const name of namesOf(type, source, entity)) insert.add(name, key, type);
    },
    /** An event was removed. */
    remove(key: bigint, type: number, source: number, entity: number | null): void {
      for (const name of namesOf(type, source, entity)) remove.run(name, key);
    },
    /** Writes what came before the mark. */
    write: insert.write,
    /** Whether a run is to be written. With the old indexes there is no hurry: they know what comes behind the mark. */
    isDue: (): boolean => behind >= RUN && old.length === 0,
    hasOldIndexes: (): boolean => old.length > 0,
    /** A step towards a mark at the end, and then towards a file without the old indexes; whether there is more to do. */
    step(): { more: boolean } {
      const { id: end } = endOfRun.get(mark) as { id: bigint | null };
      if (end !== null) {
        for (const statement of writeRun) statement.run(mark, end);
        setMark.run(end);
        mark = end;
        behind = behindMark();
      } else if (old[0]) {
        db.exec(`DROP INDEX ${old[0]}`);
        old = oldIndexes();
      }
      return { more: behind > 0 || old.length > 0 };
    },
    /** After a rollback. */
    reset(): void {
      insert.forget();
      mark = markInFile();
      behind = behindMark();
      old = oldIndexes();
    },
  };
}

const namesOf = (type: number, source: number, entity: number | null): number[] =>
  entity === null ? [type, source] : [type, source, entity];
