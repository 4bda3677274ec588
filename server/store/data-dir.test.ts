import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { dataProblem } from "./data-dir.ts";
import { lockDataDir, visitDataDir } from "./lock.ts";
import { openSqliteStore } from "./sqlite/index.ts";

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), "brainwave-"));
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

const problem = (code: string) => Object.assign(new Error("as the system says it"), { code });

test.each([
  ["ENOSPC", "store_full", /is full: make room/],
  ["EROFS", "store_unavailable", /read-only.*or set DATA_DIR/],
  ["EACCES", "store_unavailable", /permissions don't allow it.*chown/],
])("%s is told in a sentence that says what to do", (code, told, sentence) => {
  expect(dataProblem(problem(code), dir)).toMatchObject({
    code: told,
    message: expect.stringMatching(sentence),
  });
});

test("what isn't the disk's doing keeps its own words", () => {
  expect(dataProblem(new TypeError("a defect"), dir)).toBeNull();
  expect(dataProblem(problem("EMFILE"), dir)).toBeNull();
});

test("a data folder that is a file is told, to servers and to visitors", () => {
  const file = join(dir, "file");
  writeFileSync(file, "");
  const told = { code: "store_unavailable", message: expect.stringMatching(/is no folder.*set DATA_DIR/) };
  for (const path of [file, join(file, "below")])
    for (const use of [lockDataDir, visitDataDir])
      expect(() => use(path)).toThrow(expect.objectContaining(told));
});

test("a store that is damaged is told with what to do", () => {
  writeFileSync(join(dir, "brainwave.sqlite"), "no database at all, and longer than a header ".repeat(100));
  expect(() => openSqliteStore({ dataDir: dir })).toThrow(
    expect.objectContaining({
      code: "store_unavailable",
      message: expect.stringMatching(/brainwave\.sqlite is damaged .*npm run restore/),
    }),
  );
});

test("a store of which nothing more is known is told in SQLite's words", () => {
  mkdirSync(join(dir, "brainwave.sqlite"));
  expect(() => openSqliteStore({ dataDir: dir })).toThrow(
    expect.objectContaining({ message: expect.stringMatching(/can't be opened: unable to open/) }),
  );
});
