import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { AppError } from "#lib/errors";
import { compareStreamIds } from "#lib/stream-id";
import { event, events, eventually, follow, idsOf, startOf } from "../contract/bench.ts";
import { inAnotherProcess } from "./another-process.fixture.ts";
import { openSqliteStore } from "./index.ts";
import { createWriter } from "./writer.ts";

let dataDir = "";
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), "brainwave-file-"));
});
afterEach(() => rmSync(dataDir, { recursive: true, force: true }));

describe("the file", () => {
  test("that isn't a database is named in the error", async () => {
    writeFileSync(join(dataDir, "brainwave.sqlite"), "this is a letter to my aunt, not a database");
    expect(() => openSqliteStore({ dataDir })).toThrow(
      expect.objectContaining({
        code: "store_unavailable",
        message: expect.stringContaining("brainwave.sqlite"),
      }),
    );
  });

  test("can be used by another process: its appends are followed", async () => {
    const store = openSqliteStore({ dataDir });
    const follower = follow(store, await startOf(store));
    await eventually(() => expect(follower.isUp()).toBe(true));
    await inAnotherProcess(
      dataDir,
      `const store = openSqliteStore({ dataDir });
       await store.log.append("events", [{ dedupId: "theirs", fields: { id: "theirs" } }]);
       await store.close();`,
    );
    await store.log.append("events", events("ours"));
    await eventually(() => expect(follower.ids()).toEqual(["theirs", "ours"]));
    await store.close();
  });

  test("keeps whatever was acknowledged when the process is killed in the middle of writing", async () => {
    const acknowledged = await inAnotherProcess(
      dataDir,
      `const store = openSqliteStore({ dataDir });
       for (let n = 0; ; n++) {
         const puts = [{ collection: "c", key: String(n), value: n }];
         await store.records.commit({ puts, appends: [{ stream: "events", entry: { dedupId: String(n), fields: { id: String(n) } } }] });
         process.stdout.write(n + "\\n");
       }`,
      { killAfterLine: "300" },
    );
    const store = openSqliteStore({ dataDir });
    const stored = idsOf(await store.log.range("events", { limit: 100_000 }));
    expect(stored.length).toBeGreaterThanOrEqual(acknowledged.length);
    expect(stored.slice(0, acknowledged.length)).toEqual(acknowledged);
    expect(await store.records.list("c")).toHaveLength(stored.length);
    await store.close();
  });

  test("gives ids that grow even when the clock goes back", async () => {
    const store = openSqliteStore({ dataDir });
    const [first] = await store.log.append("events", events("a"));
    vi.spyOn(Date, "now").mockReturnValue(Date.now() - 3_600_000);
    const [second, third] = await store.log.append("events", events("b", "c"));
    expect(compareStreamIds(String(first), String(second))).toBeLessThan(0);
    expect(compareStreamIds(String(second), String(third))).toBeLessThan(0);
    await store.close();
  });

  test("writes everything that was asked for before it closes", async () => {
    const store = openSqliteStore({ dataDir });
    const appending = store.log.append("events", [event("last words")]);
    await store.close();
    expect(await appending).toHaveLength(1);
  });
});

describe("the writer", () => {
  const open = () => {
    const db = new DatabaseSync(join(dataDir, "writer.sqlite"));
    db.exec("PRAGMA journal_mode = WAL; CREATE TABLE t (text TEXT NOT NULL)");
    const insert = db.prepare("INSERT INTO t (text) VALUES (?)");
    const texts = () =>
      db
        .prepare("SELECT text FROM t")
        .all()
        .map(({ text }) => text);
    return {
      db,
      insert,
      texts,
      writer: createWriter(db, { onCommitted: () => undefined, onRolledBack: () => undefined }),
    };
  };

  test("tells a full disk from other trouble, undoes what didn't fit and keeps what did", async () => {
    const { db, insert, texts, writer } = open();
    db.exec("PRAGMA max_page_count = 20");
    const results = await Promise.allSettled([
      writer.run(() => insert.run("small")),
      writer.run(() => {
        insert.run("half of it");
        insert.run("x".repeat(200_000));
      }),
      writer.run(() => insert.run("small too")),
    ]);
    expect(results).toMatchObject([
      { status: "fulfilled" },
      { status: "rejected", reason: { code: "store_full" } },
      { status: "fulfilled" },
    ]);
    expect(texts()).toEqual(["small", "small too"]);
    await writer.run(() => insert.run("later"));
    expect(texts()).toContain("later");
    db.close();
  });

  test("undoes a job that breaks, and only that one", async () => {
    const { db, insert, texts, writer } = open();
    const results = await Promise.allSettled([
      writer.run(() => insert.run("good")),
      writer.run(() => {
        insert.run("broken");
        throw new TypeError("a defect");
      }),
      writer.run(() => {
        throw new AppError("conflict", "refused");
      }),
    ]);
    expect(results).toMatchObject([
      { status: "fulfilled" },
      { status: "rejected", reason: { message: "a defect" } },
      { status: "rejected", reason: { code: "conflict" } },
    ]);
    expect(texts()).toEqual(["good"]);
    db.close();
  });

  test("says store_unavailable while another process keeps the file locked", async () => {
    const { db, insert, texts, writer } = open();
    const other = new DatabaseSync(join(dataDir, "writer.sqlite"));
    other.exec("BEGIN IMMEDIATE");
    await expect(writer.run(() => insert.run("a"))).rejects.toMatchObject({ code: "store_unavailable" });
    other.exec("ROLLBACK");
    await writer.run(() => insert.run("b"));
    expect(texts()).toEqual(["b"]);
    other.close();
    db.close();
  });
});
