import { AppError } from "#lib/errors";
import type { Store } from "../port.ts";
import { createAppend } from "./append.ts";
import { createChanges } from "./changes.ts";
import { openDatabase } from "./database.ts";
import { reading } from "./errors.ts";
import { createInspect } from "./inspect.ts";
import { createSqliteLeases } from "./leases.ts";
import { createSqliteLog } from "./log.ts";
import { createSqliteRecords } from "./records.ts";
import { createStream } from "./streams.ts";
import { createWriter } from "./writer.ts";

export interface SqliteStoreOptions {
  dataDir: string;
  /** Only told to whoever looks: retention.ts trims. */
  streamMaxLength?: number | undefined;
}

/**
 * The embedded store: one file, `<dataDir>/brainwave.sqlite`. What it acknowledges is on the disk.
 * Another process may use the same file; its appends are followed too. Throws "store_unavailable".
 */
export function openSqliteStore({ dataDir, streamMaxLength }: SqliteStoreOptions): Store {
  const db = openDatabase(dataDir);
  const closing = new AbortController();
  const changes = createChanges(db);
  const append = createAppend(db);
  const writer = createWriter(db, {
    onCommitted() {
      append.committed();
      changes.notify();
    },
    onRolledBack: append.rolledBack,
  });
  const streams = { events: createStream(db, "events"), missions: createStream(db, "missions") };
  const leases = createSqliteLeases(db, writer);
  const alive = db.prepare("SELECT count(*) AS count FROM streams");

  const log = createSqliteLog({ streams, append, writer, changes, closing: closing.signal });

  return {
    kind: "sqlite",
    log,
    dailyLog: null,
    inspect: createInspect({ db, dataDir, log, keeps: streamMaxLength ?? null }),
    records: { ...createSqliteRecords(db, { append, leases, writer }), ...leases },
    async ping() {
      const startedAt = performance.now();
      reading(() => alive.get());
      return performance.now() - startedAt;
    },
    async close() {
      if (closing.signal.aborted) return;
      closing.abort(new AppError("shutting_down", "The store was closed"));
      changes.close();
      writer.flush();
      db.close();
    },
  };
}
