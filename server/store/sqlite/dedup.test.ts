import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { AppError } from "#lib/errors";
import { event } from "../contract/bench.ts";
import { createAppend, prepareEntry } from "./append.ts";
import { openDatabase } from "./database.ts";
import { openSqliteStore } from "./index.ts";
import { createWriter } from "./writer.ts";

let dataDir = "";
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), "brainwave-dedup-"));
});
afterEach(() => rmSync(dataDir, { recursive: true, force: true }));

const rows = () => {
  const db = new DatabaseSync(join(dataDir, "brainwave.sqlite"));
  const { count } = db.prepare("SELECT count(*) AS count FROM events_dedup").get() as { count: number };
  db.close();
  return count;
};

test("ids are known for 15 minutes at least, and forgotten at some time", async () => {
  const MINUTE = 60_000;
  const start = Date.now();
  const clock = vi.spyOn(Date, "now");
  let store = openSqliteStore({ dataDir });
  const first = new Map<string, string>();
  for (let minute = 0; minute < 60; minute += 2) {
    clock.mockReturnValue(start + minute * MINUTE);
    const entries = Array.from({ length: 4000 }, (_, i) => event(`${minute}-${i}`));
    const ids = await store.log.append("events", entries);
    first.set(`${minute}-7`, ids[7] as string);
    const past = `${Math.max(0, minute - 14)}-7`;
    expect(await store.log.append("events", [event(past)])).toEqual([first.get(past)]);
    if (minute % 20 === 0) {
      await store.close();
      store = openSqliteStore({ dataDir });
    }
  }
  expect(await store.log.append("events", [event("0-7")])).not.toEqual([first.get("0-7")]);
  await store.close();
  expect(rows()).toBeLessThan(100_000);
});

test("20,000 ids are known however old they are", async () => {
  const start = Date.now();
  const clock = vi.spyOn(Date, "now").mockReturnValue(start);
  const store = openSqliteStore({ dataDir });
  const [first] = await store.log.append("events", [event("first")]);
  for (let hour = 1; hour <= 20; hour++) {
    clock.mockReturnValue(start + hour * 3_600_000);
    await store.log.append(
      "events",
      Array.from({ length: 999 }, (_, i) => event(`${hour}-${i}`)),
    );
  }
  expect(await store.log.append("events", [event("first")])).toEqual([first]);
  await store.close();
});

test("what a rollback undid isn't known, what was there before is", async () => {
  const db = openDatabase(dataDir);
  const append = createAppend(db);
  const writer = createWriter(db, { onCommitted: append.committed, onRolledBack: append.rolledBack });
  const put = (...ids: string[]) =>
    append.append(
      "events",
      ids.map((id) => prepareEntry(event(id))),
    );
  const [kept] = await writer.run(() => put("kept"));
  const broken = writer.run(() => {
    put("undone");
    put("undone too");
    throw new TypeError("a defect");
  });
  await expect(broken).rejects.toThrow("a defect");
  const refused = writer.run(() => {
    throw new AppError("conflict", "refused");
  });
  await expect(refused).rejects.toThrow("refused");
  const ids = await writer.run(() => put("undone", "kept", "undone too"));
  expect(ids[1]).toBe(kept);
  expect(db.prepare("SELECT count(*) AS n FROM events").get()).toEqual({ n: 3 });
  expect(await writer.run(() => put("undone", "undone too"))).toEqual([ids[0], ids[2]]);
  db.close();
});
