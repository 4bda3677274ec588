import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { createArchive } from "./archive.ts";
import { openForWriting } from "./open.ts";

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), "brainwave-settle-"));
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

test("a file that can't be settled for once doesn't sync every commit from then on", () => {
  const { db } = openForWriting(join(dir, "history.sqlite"));
  const archive = createArchive(db, {});
  db.exec("CREATE TRIGGER full BEFORE INSERT ON note BEGIN SELECT raise(ABORT, 'the disk is full'); END");
  expect(() => archive.settle()).toThrow("the disk is full");
  expect(db.prepare("PRAGMA synchronous").get()).toEqual({ synchronous: 1 });
  db.exec("DROP TRIGGER full");
  archive.settle();
  archive.close();
});
