import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { Snapshot } from "#lib/dna/api";
import { openStore } from "#server/store/open";
import type { Records, Store } from "#server/store/port";
import { createDna } from "./index.ts";

let store: Store;
let dataDir: string;
beforeEach(async () => {
  dataDir = mkdtempSync(join(tmpdir(), "brainwave-history-"));
  store = await openStore({ dataDir });
});
afterEach(async () => {
  await store.close();
  rmSync(dataDir, { recursive: true });
});

const request = {
  agent_id: "alpha",
  dna: {},
  traits: {},
  reason: null,
  source: "manual",
  parent_snapshot_id: undefined,
} as const;

function gateway() {
  const list = vi.fn(store.records.list);
  const dna = createDna({ records: { ...store.records, list: list as Records["list"] } });
  const snapshots = async (): Promise<Snapshot[]> =>
    JSON.parse((await dna.history("alpha")).jsonText).snapshots;
  return { dna, list, snapshots };
}

test("a history asked for again is not read again", async () => {
  const { dna, list, snapshots } = gateway();
  await dna.createSnapshot(request);
  const first = await snapshots();
  expect(await snapshots()).toEqual(first);
  expect(list).toHaveBeenCalledTimes(1);
});

test("whatever another gateway writes is in the next answer", async () => {
  const [one, other] = [gateway(), gateway()];
  await one.dna.createSnapshot(request);
  expect(await one.snapshots()).toHaveLength(1);
  await other.dna.mutate("alpha", { mutation: { a: 1 }, traits_delta: {}, reason: null });
  expect(await one.snapshots()).toMatchObject([{}, { version: 2, dna: { a: 1 }, karma_score: null }]);
  await other.dna.updateKarma("alpha", 0.25);
  expect(await one.snapshots()).toMatchObject([{}, { karma_score: 0.25 }]);
});

test("a part of it is read as such, and doesn't stand for the whole", async () => {
  const { dna, snapshots } = gateway();
  await dna.createSnapshot(request);
  await dna.createSnapshot(request);
  expect(JSON.parse((await dna.history("alpha", { limit: 1 })).jsonText).snapshots).toMatchObject([
    { version: 2 },
  ]);
  expect(await snapshots()).toHaveLength(2);
});
