import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { idsOf } from "../contract/bench.ts";
import { inAnotherProcess } from "./another-process.fixture.ts";
import { openSqliteStore } from "./index.ts";

let dataDir = "";
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), "brainwave-version-"));
});
afterEach(() => rmSync(dataDir, { recursive: true, force: true }));

describe("a file of an older Brainwave", () => {
  /** As version 0 had it: each entry with its dedup id, in an index. */
  function writeVersion0(entries: number): void {
    const db = new DatabaseSync(join(dataDir, "brainwave.sqlite"));
    for (const stream of ["events", "missions"])
      db.exec(
        `CREATE TABLE ${stream} (id INTEGER PRIMARY KEY, dedup_id TEXT NOT NULL UNIQUE, fields TEXT NOT NULL)`,
      );
    db.exec(`CREATE TABLE streams (name TEXT PRIMARY KEY, epoch TEXT NOT NULL, removed INTEGER NOT NULL DEFAULT 0,
               last_removed INTEGER NOT NULL DEFAULT 0) WITHOUT ROWID`);
    db.exec("INSERT INTO streams VALUES ('events', 'an epoch', 7, 1000)");
    db.exec(
      "CREATE TABLE records (collection TEXT NOT NULL, key TEXT NOT NULL, revision INTEGER NOT NULL, value TEXT NOT NULL, PRIMARY KEY (collection, key))",
    );
    db.exec("INSERT INTO records VALUES ('c', 'k', 3, '1')");
    const insert = db.prepare("INSERT INTO events VALUES (?, ?, ?)");
    db.exec("BEGIN");
    for (let i = 0; i < entries; i++)
      insert.run(BigInt(2000 + i) << 20n, `dedup-${i}`, JSON.stringify({ id: `e${i}` }));
    db.exec("COMMIT");
    db.close();
  }

  test("is taken over with all that is in it", async () => {
    writeVersion0(300);
    for (let opened = 0; opened < 2; opened++) {
      const store = openSqliteStore({ dataDir });
      const { log, records } = store;
      expect(await log.info("events")).toEqual({
        epoch: "an epoch",
        length: 300,
        firstId: "2000-0",
        lastId: "2299-0",
        removed: 7,
      });
      expect(idsOf(await log.range("events", { limit: 1000 }))).toEqual(
        Array.from({ length: 300 }, (_, i) => `e${i}`),
      );
      expect(await log.append("events", [{ dedupId: "dedup-250", fields: {} }])).toEqual(["2250-0"]);
      expect(await records.get("c", "k")).toMatchObject({ revision: 3 });
      await store.close();
    }
  });

  test("is as it was when the process is killed meanwhile", async () => {
    writeVersion0(50_000);
    await inAnotherProcess(
      dataDir,
      `setTimeout(() => undefined, 10_000);
       process.stdout.write("begin\\n", () => openSqliteStore({ dataDir }));`,
      { killAfterLine: "begin" },
    );
    const store = openSqliteStore({ dataDir });
    expect((await store.log.info("events")).length).toBe(50_000);
    await store.close();
    const db = new DatabaseSync(join(dataDir, "brainwave.sqlite"));
    expect(db.prepare("PRAGMA integrity_check").get()).toEqual({ integrity_check: "ok" });
    db.close();
  });

  test("but one of a newer Brainwave is left alone", () => {
    const db = new DatabaseSync(join(dataDir, "brainwave.sqlite"));
    db.exec("PRAGMA user_version = 99");
    db.close();
    expect(() => openSqliteStore({ dataDir })).toThrow(
      expect.objectContaining({ code: "store_unavailable", message: expect.stringContaining("newer") }),
    );
  });
});
