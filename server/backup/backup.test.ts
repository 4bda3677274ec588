import {
  appendFileSync,
  cpSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { afterEach, beforeEach, expect, test } from "vitest";
import { openSqliteStore } from "#server/store/sqlite/index";
import { makeBackup } from "./make.ts";
import { MANIFEST_FILE, readManifest, sha256Of } from "./manifest.ts";
import { finishRestore, restoreBackup } from "./restore.ts";

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "brainwave-backup-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const at = (...names: string[]) => join(folder, ...names);
const backUp = (dataDir: string, to: string) =>
  makeBackup({ dataDir, store: "sqlite", to, now: new Date("2026-11-26T12:00:00Z") });
const restore = (from: string, dataDir: string, replace = false) =>
  restoreBackup({ from, dataDir, store: "sqlite", replace });

/** What stands in a data folder; null without any. */
async function contentOf(dataDir: string): Promise<string | null> {
  if (!existsSync(join(dataDir, "brainwave.sqlite"))) return null;
  const store = openSqliteStore({ dataDir });
  const record = await store.records.get<string>("c", "k");
  await store.close();
  return record?.value ?? null;
}

async function fill(dataDir: string, value: string): Promise<void> {
  const store = openSqliteStore({ dataDir });
  await store.records.commit({ puts: [{ collection: "c", key: "k", value }] });
  await store.close();
}

function makeHistory(dataDir: string, version = 2): void {
  const db = new DatabaseSync(join(dataDir, "history.sqlite"));
  db.exec(`CREATE TABLE note (name TEXT); PRAGMA user_version = ${version}`);
  db.close();
}

test("what is backed up can be restored elsewhere, and only its owner can read it", async () => {
  await fill(at("data"), "kept");
  makeHistory(at("data"));
  await backUp(at("data"), at("backup"));
  expect(readdirSync(at("backup")).sort()).toEqual(["brainwave.sqlite", "history.sqlite", "manifest.json"]);
  for (const name of readdirSync(at("backup"))) expect(statSync(at("backup", name)).mode & 0o777).toBe(0o600);
  expect(statSync(at("backup")).mode & 0o777).toBe(0o700);
  await restore(at("backup"), at("elsewhere"));
  expect(await contentOf(at("elsewhere"))).toBe("kept");
  expect(statSync(at("elsewhere", "history.sqlite")).mode & 0o777).toBe(0o600);
});

test("an open transaction isn't in a backup, and doesn't keep it waiting", async () => {
  await fill(at("data"), "before");
  const writing = new DatabaseSync(at("data", "brainwave.sqlite"));
  writing.exec("BEGIN IMMEDIATE; UPDATE records SET value = '\"half\"'");
  await backUp(at("data"), at("backup"));
  writing.exec("COMMIT");
  writing.close();
  await restore(at("backup"), at("elsewhere"));
  expect(await contentOf(at("elsewhere"))).toBe("before");
});

test("a backup never goes over another one, and an empty folder makes none", async () => {
  await fill(at("data"), "kept");
  await backUp(at("data"), at("backup"));
  await expect(backUp(at("data"), at("backup"))).rejects.toMatchObject({ code: "conflict" });
  await expect(backUp(at("nowhere"), at("other"))).rejects.toMatchObject({ code: "store_unavailable" });
  expect(readdirSync(folder).sort()).toEqual(["backup", "data"]);
});

test("data that is there is replaced only when that is said, and then as a whole", async () => {
  await fill(at("data"), "old");
  await backUp(at("data"), at("backup"));
  await fill(at("data"), "new");
  makeHistory(at("data"));
  await expect(restore(at("backup"), at("data"))).rejects.toMatchObject({ code: "conflict" });
  expect(await contentOf(at("data"))).toBe("new");
  await restore(at("backup"), at("data"), true);
  expect(await contentOf(at("data"))).toBe("old");
  expect(readdirSync(at("data"))).toEqual(["brainwave.sqlite"]);
});

test.each<[string, (backup: string) => unknown]>([
  ["has a changed byte", (backup) => appendFileSync(join(backup, "history.sqlite"), "x")],
  ["lacks a file", (backup) => rmSync(join(backup, "history.sqlite"))],
  ["lacks its manifest", (backup) => rmSync(join(backup, MANIFEST_FILE))],
  ["names a file outside", (backup) => edit(backup, (text) => text.replace("history.sqlite", "../escaped"))],
  ["is of another kind of store", (backup) => edit(backup, (text) => text.replace('"sqlite"', '"redis"'))],
  [
    "is from a newer Brainwave",
    async (backup) => {
      const file = join(backup, "history.sqlite");
      rmSync(file);
      makeHistory(backup, 99);
      const { sha256 = "" } = readManifest(backup).files.find(({ name }) => name === "history.sqlite") ?? {};
      const now = await sha256Of(file);
      edit(backup, (text) => text.replace(sha256, now).replace('"version": 2', '"version": 99'));
    },
  ],
])("a backup that %s is refused, and nothing changes", async (_what, spoil) => {
  await fill(at("data"), "old");
  makeHistory(at("data"));
  await backUp(at("data"), at("backup"));
  await fill(at("data"), "new");
  await spoil(at("backup"));
  await expect(restore(at("backup"), at("data"), true)).rejects.toMatchObject({ code: "invalid" });
  expect(await contentOf(at("data"))).toBe("new");
  expect(readdirSync(at("data")).sort()).toEqual(["brainwave.sqlite", "history.sqlite"]);
});

const edit = (backup: string, change: (text: string) => string): void => {
  const file = join(backup, MANIFEST_FILE);
  writeFileSync(file, change(readFileSync(file, "utf8")));
};

// All that a crash can leave behind once the restore is decided.
test.each([0, 1, 2, 3])("a restore that was cut off after %d steps is brought to its end", async (steps) => {
  await fill(at("data"), "old");
  makeHistory(at("data"));
  await backUp(at("data"), at("backup"));
  await fill(at("data"), "new");
  writeFileSync(at("data", "samples.sqlite"), "not in the backup");
  cpSync(at("backup"), at("data", "restore-decided"), { recursive: true });
  const moves = ["history.sqlite", "brainwave.sqlite"].map(
    (name) => () => renameSync(at("data", "restore-decided", name), at("data", name)),
  );
  const done = [...moves, () => rmSync(at("data", "restore-decided", MANIFEST_FILE))].slice(0, steps);
  if (steps > 1) rmSync(at("data", "samples.sqlite"));
  for (const step of done) step();
  finishRestore(at("data"));
  expect(await contentOf(at("data"))).toBe("old");
  expect(readdirSync(at("data")).sort()).toEqual(["brainwave.sqlite", "history.sqlite"]);
});

test("a restore that was cut off before it was decided has changed nothing, and the next one goes through", async () => {
  await fill(at("data"), "old");
  await backUp(at("data"), at("backup"));
  await fill(at("data"), "new");
  cpSync(at("backup"), at("data", "restore-part"), { recursive: true });
  finishRestore(at("data"));
  expect(await contentOf(at("data"))).toBe("new");
  await restore(at("backup"), at("data"), true);
  expect(readdirSync(at("data"))).toEqual(["brainwave.sqlite"]);
});
