import { copyFileSync, existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
// biome-ignore lint/style/noRestrictedImports: the files themselves are looked at, as another program finds them.
import { DatabaseSync } from "node:sqlite";
import { atMost, exactly, type Figure } from "./scenario.ts";
import { lost, repeated, type StreamEntry } from "./stream.ts";
import { until } from "./until.ts";

/** What the embedded store, the history and the robots' samples keep. */
const FILES = ["brainwave.sqlite", "history.sqlite", "samples.sqlite"] as const;
type File = (typeof FILES)[number];

/** A stream id is kept in one number: milliseconds above 20 bits of sequence. */
const EVENTS = `SELECT (id >> 20) || '-' || (id & 1048575) AS streamId, fields ->> '$.id' AS eventId FROM events ORDER BY id`;

const HISTORY = "SELECT event_id FROM event ORDER BY id";
const RECENT = 1_000;
/** A history that could not be written is tried again after 15 s at the latest. */
const CAUGHT_UP_MS = 30_000;

/** A server on the embedded store, by its data folder. */
export interface EmbeddedLog {
  dataDir: string;
}

/** The embedded log as its file holds it, read beside the server: what everybody else is compared with. */
export const readEmbedded = (dataDir: string): StreamEntry[] =>
  rowsOf(dataDir, "brainwave.sqlite", EVENTS).map(({ streamId, eventId }) => ({
    streamId: String(streamId),
    eventId: String(eventId),
  }));

/** What the log and the history hold in the end, against what was acknowledged. */
export async function keptFigures(
  dataDir: string,
  acknowledged: ReadonlyMap<string, string>,
): Promise<Figure[]> {
  const log = readEmbedded(dataDir);
  // It takes them in order, and others may have come since.
  const newest = log.at(-1)?.eventId;
  const isThere = () =>
    rowsOf(dataDir, "history.sqlite", `${HISTORY} DESC LIMIT ${RECENT}`).some(
      ({ event_id }) => event_id === newest,
    );
  const caughtUpMs = await until(isThere, CAUGHT_UP_MS);
  const history = rowsOf(dataDir, "history.sqlite", HISTORY).map(({ event_id }) => String(event_id));
  const inHistory = new Set(history);
  const lacking = log.filter(({ eventId }) => !inHistory.has(eventId));
  return [
    exactly("acknowledged events lost", lost(log, acknowledged), 0),
    exactly("events in the log more than once", repeated(log), 0),
    atMost("until the history has what the log has", caughtUpMs, CAUGHT_UP_MS, "ms"),
    exactly("events of the log that the history lacks", lacking.length, 0),
    exactly("events in the history more than once", history.length - inHistory.size, 0),
  ];
}

/** Files in which SQLite finds something wrong, beside the server that has them open. */
export const damagedFiles = (dataDir: string): string[] =>
  FILES.filter((name) => !isWhole(join(dataDir, name), { readOnly: true }));

/** The same of a server that was killed, as the next start will find them: looked at in a copy, which mends itself. */
export function damagedByKill(dataDir: string): string[] {
  const copy = mkdtempSync(join(tmpdir(), "brainwave-copy-"));
  try {
    for (const part of FILES.flatMap((name) => [name, `${name}-wal`]))
      if (existsSync(join(dataDir, part))) copyFileSync(join(dataDir, part), join(copy, part));
    return FILES.filter((name) => !isWhole(join(copy, name), { readOnly: false }));
  } finally {
    rmSync(copy, { recursive: true });
  }
}

function isWhole(file: string, { readOnly }: { readOnly: boolean }): boolean {
  if (!existsSync(file)) return false;
  const db = new DatabaseSync(file, { readOnly, timeout: 5000 });
  try {
    return db.prepare("PRAGMA integrity_check").get()?.integrity_check === "ok";
  } catch {
    // So damaged that it can't even be asked.
    return false;
  } finally {
    db.close();
  }
}

function rowsOf(dataDir: string, file: File, sql: string) {
  const db = new DatabaseSync(join(dataDir, file), { readOnly: true, timeout: 5000 });
  try {
    return db.prepare(sql).all();
  } finally {
    db.close();
  }
}
