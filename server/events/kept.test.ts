import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { AppError } from "#lib/errors";
import { createLogger } from "#server/log";
import { openStore } from "#server/store/open";
import type { Store } from "#server/store/port";
import { keepUnpublished, publishKept } from "./kept.ts";

const logger = createLogger("silent");
const entries = ["a", "b"].map((id) => ({ dedupId: id, fields: { id, type: "t" } }));
let dataDir: string;
let store: Store;
beforeEach(async () => {
  dataDir = mkdtempSync(join(tmpdir(), "brainwave-"));
  store = await openStore({ dataDir });
});
afterEach(async () => {
  await store.close();
  rmSync(dataDir, { recursive: true });
});
const stored = async () => (await store.log.range("events", { limit: 10 })).map(({ fields }) => fields.id);

test("what was put aside is published once, in order", async () => {
  keepUnpublished(dataDir, entries, logger);
  for (let start = 0; start < 2; start++) await publishKept(dataDir, store.log, logger);
  expect(await stored()).toEqual(["a", "b"]);
});

test("nothing to put aside leaves no file", () => {
  const before = readdirSync(dataDir);
  keepUnpublished(dataDir, [], logger);
  expect(readdirSync(dataDir)).toEqual(before);
});

test("a disk that takes nothing more is told, and keeps nothing else from ending", () => {
  // Whatever stands in the file's way.
  mkdirSync(join(dataDir, "outbox.json.new"));
  const told: unknown[] = [];
  const error = (fields: unknown) => void told.push(fields);
  keepUnpublished(dataDir, entries, { ...logger, error });
  expect(told).toEqual([{ lost: 2, reason: expect.any(String) }]);
});

test("it is still there when the log can't be written", async () => {
  keepUnpublished(dataDir, entries, logger);
  const append = () => Promise.reject(new AppError("store_unavailable", "away"));
  await expect(publishKept(dataDir, { ...store.log, append }, logger)).rejects.toMatchObject({
    code: "store_unavailable",
  });
  expect(existsSync(join(dataDir, "outbox.json"))).toBe(true);
  await publishKept(dataDir, store.log, logger);
  expect(await stored()).toEqual(["a", "b"]);
});

test.each([
  ["cut off", '[{"dedupId":"a","fields":{"id":"a"'],
  ["empty", ""],
  ["no list", '{"dedupId":"a"}'],
  ["a list of something else", '[{"dedupId":"a","fields":{"id":7}}]'],
])("a file that is damaged (%s) is told once and set aside, and the start goes on", async (_how, text) => {
  writeFileSync(join(dataDir, "outbox.json"), text);
  const told: unknown[] = [];
  const error = (fields: unknown) => void told.push(fields);
  for (let start = 0; start < 2; start++) await publishKept(dataDir, store.log, { ...logger, error });
  const aside = readdirSync(dataDir).filter((name) => name.startsWith("outbox.json"));
  expect(aside).toEqual([expect.stringMatching(/^outbox\.json\.damaged-\d+$/)]);
  expect(told).toEqual([{ file: join(dataDir, aside[0] ?? ""), reason: expect.any(String) }]);
  expect(readFileSync(join(dataDir, aside[0] ?? ""), "utf8")).toBe(text);
  expect(await stored()).toEqual([]);
});
