import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { AppError, type ErrorCode } from "#lib/errors";
import type { Saving } from "#lib/live/protocol";
import type { Store } from "./port.ts";
import { watchSaving } from "./saving.ts";
import { openSqliteStore } from "./sqlite/index.ts";

let dataDir: string;
let store: Store;
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), "brainwave-"));
  store = openSqliteStore({ dataDir });
});
afterEach(async () => {
  await store.close();
  rmSync(dataDir, { recursive: true });
});

/** The store, with writes that are refused while `refusal` says so. */
function refusable() {
  let refusal: ErrorCode | null = null;
  const refuse = async () => {
    if (refusal) throw new AppError(refusal, `refused: ${refusal}`);
  };
  const { log, records } = store;
  const append: typeof log.append = (...given) => refuse().then(() => log.append(...given));
  const commit: typeof records.commit = (given) => refuse().then(() => records.commit(given));
  const acquireLease: typeof records.acquireLease = (...given) =>
    refuse().then(() => records.acquireLease(...given));
  const watched = watchSaving(
    { ...store, log: { ...log, append }, records: { ...records, commit, acquireLease } },
    () => 7_000,
  );
  const told: Saving[] = [];
  watched.onSaving((saving) => told.push(saving));
  return {
    ...watched,
    told,
    refuse: (code: ErrorCode | null) => {
      refusal = code;
    },
  };
}

const put = (key: string) => ({ puts: [{ collection: "c", key, value: 1 }] });
const entry = (id: string) => ({ dedupId: id, fields: { id } });

test("a store that is full says so from the first refusal on, and no more once something was taken", async () => {
  const { store: watched, saving, told, refuse } = refusable();
  await watched.records.commit(put("a"));
  expect(saving()).toEqual({ up: true });

  refuse("store_full");
  await expect(watched.log.append("events", [entry("b")])).rejects.toMatchObject({ code: "store_full" });
  await expect(watched.records.commit(put("b"))).rejects.toMatchObject({ code: "store_full" });
  const full = { up: false, since: 7, error: "refused: store_full" };
  expect(saving()).toEqual(full);
  expect(await watched.records.get("c", "a")).toMatchObject({ value: 1 });

  refuse(null);
  // A full Redis takes this as well.
  await watched.records.commit({ deletes: [{ collection: "c", key: "a" }] });
  expect(saving()).toEqual(full);
  await watched.records.acquireLease("gateway", "one", 1_000);
  expect(told).toEqual([full, { up: true }]);
});

test("what a store refuses for the caller's sake says nothing of the store", async () => {
  const { store: watched, told, refuse } = refusable();
  await expect(
    watched.records.commit({ ...put("a"), checks: [{ collection: "c", key: "a", revision: 7 }] }),
  ).rejects.toMatchObject({ code: "conflict" });
  refuse("invalid");
  await expect(watched.log.append("events", [entry("b")])).rejects.toMatchObject({ code: "invalid" });
  expect(told).toEqual([]);
});
