// biome-ignore lint/style/noRestrictedImports: the twin is bare SQLite.
import { DatabaseSync } from "node:sqlite";
import type { MixEntry } from "../mix.ts";

/** How many rows a page has. */
const PAGE = 200;

/**
 * The history's twin: the events as JSON in one bare SQLite table with an index on the type, asked with SQLite's own
 * JSON functions. Nothing is decoded, folded, tallied or indexed beyond that.
 */
export function openBareHistory(file: string) {
  const db = new DatabaseSync(file);
  db.exec("PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA cache_size = -65536");
  db.exec("CREATE TABLE event (id INTEGER PRIMARY KEY, type TEXT NOT NULL, json TEXT NOT NULL)");
  db.exec("CREATE INDEX event_type ON event (type, id)");
  const insert = db.prepare("INSERT INTO event (id, type, json) VALUES (?, ?, ?)");
  const agentPage = db.prepare(
    `SELECT json FROM event WHERE type = ? AND json ->> '$.payload.agent_id' = ? ORDER BY id DESC LIMIT ${PAGE}`,
  );
  const above = db.prepare(
    `SELECT json FROM event WHERE json ->> '$.payload.duration_ms' > ? ORDER BY id DESC LIMIT ${PAGE}`,
  );
  const perHour = db.prepare(
    "SELECT (id >> 20) / 3600000 AS hour, type, count(*) AS n FROM event GROUP BY 1, 2",
  );
  return {
    add(entries: readonly MixEntry[]): void {
      db.exec("BEGIN");
      for (const { id, fields } of entries) {
        const [ms = "0", seq = "0"] = id.split("-");
        insert.run((BigInt(ms) << 20n) | BigInt(seq), fields.type ?? "", jsonOf(id, fields));
      }
      db.exec("COMMIT");
    },
    agentPage: (type: string, agent: string): number => agentPage.all(type, agent).length,
    above: (durationMs: number): number => above.all(durationMs).length,
    perHour: (): number => perHour.all().length,
    close: () => db.close(),
  };
}

/** The event as an export has it. */
export function jsonOf(id: string, { payload, meta, ...fields }: Record<string, string>): string {
  const timestamp = Date.parse(fields.timestamp ?? "") / 1000;
  const flat = JSON.stringify({ stream_id: id, ...fields, target: null, timestamp });
  return `${flat.slice(0, -1)},"payload":${payload},"meta":${meta}}`;
}
