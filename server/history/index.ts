import { mkdirSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { messageOf } from "#lib/errors";
import type { Quarantined } from "#lib/events/decode";
import { fromWire, type State, toWire, type WireState } from "#lib/fold";
import type { Logger } from "#server/log";
import type { Cursor } from "#server/store/port";
import { HISTORY_VERSION, SCHEMA } from "./schema.ts";

/** Entries kept for a person to read; older ones stay in the count. */
const QUARANTINE_KEPT = 10_000;
/** Of a damaged entry's fields, this many characters each are kept. */
const RAW_KEPT = 4096;

export interface QuarantinedRow {
  stream_id: string;
  field: string;
  reason: string;
  fields: Record<string, string>;
  /** Unix seconds. */
  seen_at: number;
}

export type History = ReturnType<typeof openHistory>;

/**
 * What this gateway keeps for itself, in `<dataDir>/history.sqlite`: the fold's checkpoint and the quarantine.
 * Everything in it can be made again from the log, so a damaged file is set aside and begun anew.
 */
export function openHistory(dataDir: string, logger: Logger) {
  mkdirSync(dataDir, { recursive: true });
  const file = join(dataDir, "history.sqlite");
  const db = openOrSetAside(file, logger);

  const insert = db.prepare(
    "INSERT OR IGNORE INTO quarantine (epoch, stream_id, field, reason, raw, seen_at) VALUES (?, ?, ?, ?, ?, ?)",
  );
  const addToCount = db.prepare(
    "INSERT INTO counter (name, value) VALUES ('quarantined', ?) ON CONFLICT (name) DO UPDATE SET value = value + excluded.value",
  );
  const readCount = db.prepare("SELECT value FROM counter WHERE name = 'quarantined'");
  const trimRows = db.prepare(
    "DELETE FROM quarantine WHERE rowid <= (SELECT max(rowid) FROM quarantine) - ?",
  );
  const newest = db.prepare(
    "SELECT stream_id, field, reason, raw, seen_at FROM quarantine ORDER BY rowid DESC LIMIT ?",
  );
  const readCheckpoint = db.prepare("SELECT epoch, stream_id, event_id, state FROM checkpoint");
  const writeCheckpoint = db.prepare(
    "INSERT OR REPLACE INTO checkpoint (one, epoch, stream_id, event_id, state) VALUES (1, ?, ?, ?, ?)",
  );

  return {
    quarantine: {
      /** Puts entries aside, each once. `seenAt` is in Unix seconds. */
      add(epoch: string, entries: readonly Quarantined[], seenAt: number): void {
        if (entries.length === 0) return;
        let added = 0;
        db.exec("BEGIN");
        for (const { stream_id, field, reason, fields } of entries) {
          const raw = JSON.stringify(shortened(fields));
          added += Number(insert.run(epoch, stream_id, field.slice(0, 200), reason, raw, seenAt).changes);
        }
        addToCount.run(added);
        trimRows.run(QUARANTINE_KEPT);
        db.exec("COMMIT");
      },
      count: (): number => Number(readCount.get()?.value ?? 0),
      /** Newest first. */
      newest: (limit: number): QuarantinedRow[] =>
        newest.all(limit).map((row) => ({
          stream_id: String(row.stream_id),
          field: String(row.field),
          reason: String(row.reason),
          fields: JSON.parse(String(row.raw)),
          seen_at: Number(row.seen_at),
        })),
    },
    checkpoint: {
      /** The fold as it was saved last, with the cursor to go on from. */
      load(): { state: State; cursor: Cursor } | null {
        const row = readCheckpoint.get();
        if (!row) return null;
        const cursor = {
          epoch: String(row.epoch),
          streamId: String(row.stream_id),
          eventId: row.event_id === null ? null : String(row.event_id),
        };
        return { state: fromWire(JSON.parse(String(row.state)) as WireState), cursor };
      },
      save(state: State, { epoch, streamId, eventId }: Cursor): void {
        writeCheckpoint.run(epoch, streamId, eventId, JSON.stringify(toWire(state)));
      },
    },
    close: () => db.close(),
  };
}

function openOrSetAside(file: string, logger: Logger): DatabaseSync {
  try {
    return open(file);
  } catch (error) {
    const aside = `${file}.damaged-${Date.now()}`;
    logger.error(
      { file, aside, reason: messageOf(error) },
      "history file can't be read: set aside, begun anew",
    );
    renameSync(file, aside);
    for (const side of ["-wal", "-shm"]) rmSync(file + side, { force: true });
    return open(file);
  }
}

function open(file: string): DatabaseSync {
  const db = new DatabaseSync(file);
  // NORMAL: a power loss may cost the last moments, which are read from the log again.
  db.exec("PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA busy_timeout = 2000");
  const version = Number(db.prepare("PRAGMA user_version").get()?.user_version);
  if (version !== HISTORY_VERSION)
    db.exec("DROP TABLE IF EXISTS quarantine; DROP TABLE IF EXISTS checkpoint; DROP TABLE IF EXISTS counter");
  db.exec(SCHEMA);
  db.exec(`PRAGMA user_version = ${HISTORY_VERSION}`);
  return db;
}

function shortened(fields: Record<string, string>): Record<string, string> {
  const entries = Object.entries(fields).slice(0, 40);
  return Object.fromEntries(entries.map(([name, value]) => [name.slice(0, 200), value.slice(0, RAW_KEPT)]));
}
