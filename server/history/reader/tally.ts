import type { DatabaseSync } from "node:sqlite";

const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;

/** Counts of events by type; the key is the type's id. */
export type TypeCounts = Map<number, number>;

export interface TalliedStretch {
  /** Unix milliseconds. */
  from: number;
  counts: TypeCounts;
}

export type Tally = ReturnType<typeof createTally>;

/** Events as they were counted while they came in: none is looked at. */
export function createTally(db: DatabaseSync) {
  const minutes = prepare(db, "tally", "minute", MINUTE_MS);
  const hours = prepare(db, "tally_hour", "hour", HOUR_MS);
  const totals = db.prepare("SELECT type, sum(events) AS events FROM tally_hour GROUP BY type");

  return {
    /**
     * Per stretch of `stretchMs`, from `fromMs` up to `toMs`, all in milliseconds and whole minutes. Whole hours
     * are taken as hours where the stretches are made of such.
     */
    perStretch(fromMs: number, toMs: number, stretchMs: number): TalliedStretch[] {
      if (stretchMs % HOUR_MS !== 0) return minutes(fromMs, toMs, stretchMs);
      const firstHour = Math.min(toMs, Math.ceil(fromMs / HOUR_MS) * HOUR_MS);
      const lastHour = Math.max(firstHour, Math.floor(toMs / HOUR_MS) * HOUR_MS);
      return [
        ...minutes(fromMs, firstHour, stretchMs),
        ...hours(firstHour, lastHour, stretchMs),
        ...minutes(lastHour, toMs, stretchMs),
      ];
    },
    /** All events of each type. */
    totals: (): TypeCounts => {
      const rows = totals.all() as { type: number; events: number }[];
      return new Map(rows.map(({ type, events }) => [type, events]));
    },
  };
}

function prepare(db: DatabaseSync, table: string, unit: string, unitMs: number) {
  // A number would be bound as a real one, and the division with it. Stretches begin at multiples of their length, as buckets do.
  const select = db.prepare(
    `SELECT ${unit} / ? AS stretch, type, sum(events) AS events FROM ${table}
     WHERE ${unit} >= ? AND ${unit} < ? GROUP BY 1, 2`,
  );
  return (fromMs: number, toMs: number, stretchMs: number): TalliedStretch[] => {
    if (toMs <= fromMs) return [];
    const units = stretchMs / unitMs;
    const stretches = new Map<number, TypeCounts>();
    for (const row of select.all(BigInt(units), fromMs / unitMs, toMs / unitMs) as unknown as Row[]) {
      const counts = stretches.get(row.stretch) ?? new Map();
      stretches.set(row.stretch, counts.set(row.type, row.events));
    }
    return [...stretches].map(([stretch, counts]) => ({ from: stretch * stretchMs, counts }));
  };
}

interface Row {
  stretch: number;
  type: number;
  events: number;
}
