import type { DatabaseSync } from "node:sqlite";
import { keyAt, msOf } from "../key.ts";
import { MENTIONED } from "../mentions.ts";

/** So many events go in one step, so that what comes in meanwhile waits for a moment only. */
const STEP = 5_000;
/** Beyond the limit by size, down to this share of it: else every minute would have to trim again. */
const DOWN_TO = 0.95;

export interface Limits {
  /** Unix seconds: what is older goes. */
  since: number;
  /** Null without a limit. */
  bytes: number | null;
}

/**
 * Removes the oldest events beyond the limits, one step; whether there is more to do. Always up to a saved state:
 * what comes behind it can then still be gone back to. Inside a transaction.
 */
export function trimStep(db: DatabaseSync, limits: Limits): { removed: number; more: boolean } {
  const bySize = limits.bytes !== null && usedBytes(db) > limits.bytes ? keyBySize(db, limits.bytes) : 0n;
  const byAge = keyAt(limits.since);
  const { id: base } = readBig<"id">(
    db,
    "SELECT max(id) AS id FROM checkpoint WHERE id < ?",
    bySize > byAge ? bySize : byAge,
  );
  if (base === null) return { removed: 0, more: false };
  db.prepare("DELETE FROM checkpoint WHERE id < ?").run(base);
  const { last, found } = readBig<"last" | "found">(
    db,
    `SELECT max(id) AS last, count(*) AS found FROM (SELECT id FROM event WHERE id <= ? ORDER BY id LIMIT ${STEP})`,
    base,
  );
  if (last === null) return { removed: 0, more: false };
  removeUpTo(db, last);
  return { removed: Number(found), more: true };
}

/** What the file's content takes; pages that were freed are used again. */
export function usedBytes(db: DatabaseSync): number {
  const row = db
    .prepare(
      "SELECT (SELECT page_count FROM pragma_page_count) AS pages, (SELECT freelist_count FROM pragma_freelist_count) AS free, (SELECT page_size FROM pragma_page_size) AS size",
    )
    .get() as { pages: number; free: number; size: number };
  return (row.pages - row.free) * row.size;
}

// The events are about alike in size: as much too large as the file is, as many of them go, the oldest first.
function keyBySize(db: DatabaseSync, bytes: number): bigint {
  const share = 1 - (bytes * DOWN_TO) / usedBytes(db);
  const total = Number(db.prepare("SELECT coalesce(sum(events), 0) AS n FROM tally_hour").get()?.n);
  let left = Math.ceil(total * share);
  const hours = db
    .prepare("SELECT hour, sum(events) AS events FROM tally_hour GROUP BY hour ORDER BY hour")
    .all();
  for (const { hour, events } of hours as { hour: number; events: number }[]) {
    left -= events;
    if (left <= 0) return keyAt((hour + 1) * 3600);
  }
  return 0n;
}

function removeUpTo(db: DatabaseSync, last: bigint): void {
  for (const [table, unit, ms] of TALLIES) {
    const counts = `SELECT (id >> 20) / ${ms} AS at, type, count(*) AS n FROM event WHERE id <= ? GROUP BY 1, 2`;
    db.prepare(
      `UPDATE ${table} SET events = events - gone.n FROM (${counts}) gone WHERE ${table}.${unit} = gone.at AND ${table}.type = gone.type`,
    ).run(last);
    db.prepare(`DELETE FROM ${table} WHERE ${unit} <= ? AND events <= 0`).run(msOf(last) / ms);
  }
  // Clustered by name, and numbers by field: the oldest of each stand together.
  const removeMentions = db.prepare("DELETE FROM mention WHERE name = ? AND id <= ?");
  for (const mentioned of MENTIONED) {
    const names = db.prepare(`SELECT DISTINCT ${mentioned} AS name FROM event WHERE id <= ?`).all(last);
    for (const { name } of names as { name: number | null }[]) removeMentions.run(name, last);
  }
  db.prepare("DELETE FROM event WHERE id <= ?").run(last);
  db.prepare("DELETE FROM odd_id WHERE id <= ?").run(last);
  db.prepare("DELETE FROM late WHERE id <= ?").run(last);
  const fields = db.prepare("SELECT DISTINCT field FROM field").all() as { field: number }[];
  const removeNumbers = db.prepare("DELETE FROM number WHERE field = ? AND id <= ?");
  for (const { field } of fields) removeNumbers.run(field, last);
  db.prepare("DELETE FROM outage WHERE ended IS NOT NULL AND ended < ?").run(msOf(last) / 1000);
}

const TALLIES = [
  ["tally", "minute", 60_000],
  ["tally_hour", "hour", 3_600_000],
] as const;

function readBig<K extends string>(db: DatabaseSync, sql: string, value: bigint): Record<K, bigint | null> {
  const statement = db.prepare(sql);
  statement.setReadBigInts(true);
  return statement.get(value) as Record<K, bigint | null>;
}
