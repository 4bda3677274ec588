import type { DatabaseSync } from "node:sqlite";
import { usedBytes } from "./retention.ts";
import type { Figures } from "./writer.ts";

const DAY_HOURS = 24;

/** What the file holds and what it costs, from its tallies and pages: no walk over the events. */
export function figuresOf(db: DatabaseSync): Figures {
  const { events, first, last } = db
    .prepare(
      "SELECT coalesce(sum(events), 0) AS events, min(hour) AS first, max(hour) AS last FROM tally_hour",
    )
    .get() as { events: number; first: number | null; last: number | null };
  const bytes = usedBytes(db);
  const edge = (order: "ASC" | "DESC") =>
    (
      db.prepare(`SELECT id >> 20 AS ms FROM event ORDER BY id ${order} LIMIT 1`).get() as
        | { ms: number }
        | undefined
    )?.ms;
  const [since, until] = [edge("ASC"), edge("DESC")];
  return {
    events,
    since: since === undefined ? null : since / 1000,
    until: until === undefined ? null : until / 1000,
    bytes,
    bytesPerDay:
      first === null || last === null || last === first ? null : perDay(db, { events, first, last, bytes }),
    outages: Number(db.prepare("SELECT count(*) AS n FROM outage").get()?.n),
  };
}

function perDay(
  db: DatabaseSync,
  all: { events: number; first: number; last: number; bytes: number },
): number {
  const hours = Math.min(DAY_HOURS, all.last - all.first);
  // The hour that is still running would make every day look quieter than it is.
  const { events } = db
    .prepare("SELECT coalesce(sum(events), 0) AS events FROM tally_hour WHERE hour >= ? AND hour < ?")
    .get(all.last - hours, all.last) as { events: number };
  return Math.round((events / hours) * DAY_HOURS * (all.bytes / Math.max(1, all.events)));
}
