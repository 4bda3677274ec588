import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { StreamId } from "#lib/stream-id";
import { createLogger } from "#server/log";
import { events, idsOf, numbered } from "./contract/bench.ts";
import type { Store } from "./port.ts";
import { keepBounded, type Retention, type RetentionOptions } from "./retention.ts";
import { openSqliteStore } from "./sqlite/index.ts";

let dataDir = "";
let store: Store;
let retention: Retention | undefined;
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), "brainwave-retention-"));
  store = openSqliteStore({ dataDir });
});
afterEach(async () => {
  await retention?.close();
  await store.close();
  rmSync(dataDir, { recursive: true, force: true });
});

const BEYOND_ANY = "18446744073709551615-18446744073709551615";
const keep = (more: Partial<RetentionOptions>) => {
  retention = keepBounded({
    log: store.log,
    logger: createLogger("silent"),
    days: 90,
    maxLength: null,
    archivedUpTo: () => BEYOND_ANY,
    ...more,
  });
  return retention;
};
const left = async () => idsOf(await store.log.range("events", { limit: 10_000 }));

test("the newest so many stay, also where more than a step goes", async () => {
  await store.log.append("events", events(...numbered(1, 5500)));
  await keep({ maxLength: 2000 }).check();
  expect(await left()).toEqual(numbered(3501, 5500));
  await store.log.append("events", events(...numbered(5501, 5510)));
  await retention?.check();
  expect(await left()).toEqual(numbered(3511, 5510));
  await retention?.check();
  expect(await left()).toHaveLength(2000);
});

test("what the history hasn't got stays, and the last that it has", async () => {
  const ids = await store.log.append("events", events(...numbered(1, 3000)));
  let archived: StreamId | null = null;
  await keep({ maxLength: 100, days: 0, archivedUpTo: () => archived, now: () => Date.now() + 1e9 }).check();
  expect(await left()).toHaveLength(3000);
  archived = ids[1499] as StreamId;
  await retention?.check();
  expect(await left()).toEqual(numbered(1500, 3000));
});

test("what is too old goes from both streams", async () => {
  const clock = vi.spyOn(Date, "now").mockReturnValue(Date.UTC(2026, 0, 1));
  await store.log.append("events", events("old"));
  await store.log.append("missions", [{ dedupId: "old", fields: { data: "{}" } }]);
  clock.mockReturnValue(Date.UTC(2026, 0, 20));
  await store.log.append("events", events("new"));
  await store.log.append("missions", [{ dedupId: "new", fields: { data: "{}" } }]);
  await keep({ days: 10 }).check();
  expect(await left()).toEqual(["new"]);
  expect((await store.log.info("missions")).length).toBe(1);
});

test("a store that fails is asked again at the next look", async () => {
  await store.close();
  await keep({ maxLength: 1 }).check();
  store = openSqliteStore({ dataDir });
});
