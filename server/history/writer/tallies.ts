import type { DatabaseSync } from "node:sqlite";
import { createBulkInsert } from "./bulk-insert.ts";

export type Tallies = ReturnType<typeof createTallies>;

/** Events per minute and hour and type, gathered over a batch and written once. */
export function createTallies(db: DatabaseSync) {
  const minute = prepare(db, "tally", "minute");
  const hour = prepare(db, "tally_hour", "hour");
  const perMinute: Counts = new Map();
  const perHour: Counts = new Map();

  function forget(): void {
    perMinute.clear();
    perHour.clear();
    minute.forget();
    hour.forget();
  }

  return {
    /** `events` is negative for one that is taken away. */
    add(ms: number, type: number, events = 1): void {
      count(perMinute, Math.floor(ms / 60_000), type, events);
      count(perHour, Math.floor(ms / 3_600_000), type, events);
    },
    write(): void {
      for (const [at, types] of perMinute) for (const [type, events] of types) minute.add(at, type, events);
      for (const [at, types] of perHour) for (const [type, events] of types) hour.add(at, type, events);
      minute.write();
      hour.write();
      forget();
    },
    /** After a rollback. */
    forget,
  };
}

/** By stretch of time, then by type. */
type Counts = Map<number, Map<number, number>>;

function count(counts: Counts, at: number, type: number, events: number): void {
  let types = counts.get(at);
  if (!types) {
    types = new Map();
    counts.set(at, types);
  }
  types.set(type, (types.get(type) ?? 0) + events);
}

const prepare = (db: DatabaseSync, table: string, unit: string) =>
  createBulkInsert(
    db,
    3,
    (rows) =>
      `INSERT INTO ${table} (${unit}, type, events) VALUES ${rows}
       ON CONFLICT (${unit}, type) DO UPDATE SET events = events + excluded.events`,
  );
