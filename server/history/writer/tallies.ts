import type { DatabaseSync } from "node:sqlite";

export type Tallies = ReturnType<typeof createTallies>;

/** Events per minute and hour and type, gathered over a batch and written once. */
export function createTallies(db: DatabaseSync) {
  const minute = prepare(db, "tally", "minute");
  const hour = prepare(db, "tally_hour", "hour");
  let perMinute = new Map<number, Map<number, number>>();

  return {
    add(ms: number, type: number): void {
      const at = Math.floor(ms / 60_000);
      let types = perMinute.get(at);
      if (!types) {
        types = new Map();
        perMinute.set(at, types);
      }
      types.set(type, (types.get(type) ?? 0) + 1);
    },
    write(): void {
      for (const [at, types] of perMinute)
        for (const [type, events] of types) {
          minute.run(at, type, events);
          hour.run(Math.floor(at / 60), type, events);
        }
      perMinute = new Map();
    },
    forget(): void {
      perMinute = new Map();
    },
  };
}

const prepare = (db: DatabaseSync, table: string, unit: string) =>
  db.prepare(
    `INSERT INTO ${table} (${unit}, type, events) VALUES (?, ?, ?)
     ON CONFLICT (${unit}, type) DO UPDATE SET events = events + excluded.events`,
  );
