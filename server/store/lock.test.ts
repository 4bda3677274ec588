import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { lockDataDir } from "./lock.ts";

let dataDir: string;
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), "brainwave-"));
});
afterEach(() => rmSync(dataDir, { recursive: true }));

const file = () => join(dataDir, "brainwave.pid");

test("a folder that nobody uses is taken, and given back", () => {
  const lock = lockDataDir(dataDir);
  expect(readFileSync(file(), "utf8")).toBe(String(process.pid));
  lock.release();
  expect(() => readFileSync(file())).toThrow();
});

test.each(["999999999", "not a number", ""])("what a dead server left behind (%j) is taken over", (left) => {
  writeFileSync(file(), left);
  lockDataDir(dataDir);
  expect(readFileSync(file(), "utf8")).toBe(String(process.pid));
});

test("a process id that belongs to another program by now is no obstacle", () => {
  writeFileSync(file(), "1");
  lockDataDir(dataDir);
  expect(readFileSync(file(), "utf8")).toBe(String(process.pid));
});
