import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { describeStore, type StoreHarness } from "../contract.ts";
import { openStore } from "../open.ts";

const TABLES = ["events", "events_dedup", "missions", "missions_dedup", "streams", "records", "leases"];

describeStore("SQLite", async (): Promise<StoreHarness> => {
  let dataDir = "";
  const remove = () => dataDir && rmSync(dataDir, { recursive: true, force: true });

  /** On the file as another process has it. */
  function behind<T>(work: (db: DatabaseSync) => T): T {
    const db = new DatabaseSync(join(dataDir, "brainwave.sqlite"));
    try {
      return work(db);
    } finally {
      db.close();
    }
  }

  return {
    open: () => openStore({ dataDir }),
    async reset() {
      remove();
      dataDir = mkdtempSync(join(tmpdir(), "brainwave-store-"));
    },
    wipe: async () =>
      behind((db) => {
        for (const table of TABLES) db.exec(`DELETE FROM ${table}`);
      }),
    backUpEvents: async () => {
      const newest = behind((db) => {
        const statement = db.prepare("SELECT max(id) AS id FROM events");
        statement.setReadBigInts(true);
        return statement.get()?.id ?? 0n;
      });
      return async () => behind((db) => void db.prepare("DELETE FROM events WHERE id > ?").run(newest));
    },
    async close() {
      remove();
    },
  };
});
