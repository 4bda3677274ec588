import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { DATABASE_FILE } from "./database.ts";

const TABLES = ["events", "events_dedup", "missions", "missions_dedup", "streams", "records", "leases"];

/** Works on the store's file as another process does, behind the store's back. */
function behind<T>(dataDir: string, work: (db: DatabaseSync) => T): T {
  const db = new DatabaseSync(join(dataDir, DATABASE_FILE), { timeout: 5000 });
  try {
    return work(db);
  } finally {
    db.close();
  }
}

export function wipe(dataDir: string): void {
  behind(dataDir, (db) => db.exec(TABLES.map((table) => `DELETE FROM ${table};`).join("")));
}

/** What stands in the events now is what there is once the function is called that this gives. */
export function backUpEvents(dataDir: string): () => void {
  const newest = behind(dataDir, (db) => {
    const statement = db.prepare("SELECT max(id) AS id FROM events");
    statement.setReadBigInts(true);
    return statement.get()?.id ?? 0n;
  });
  return () => behind(dataDir, (db) => void db.prepare("DELETE FROM events WHERE id > ?").run(newest));
}
