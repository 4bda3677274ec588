import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { AppError } from "#lib/errors";

import { openStore } from "#server/store/open";
import type { Commit, Records, Store } from "#server/store/port";
import { createDna } from "./index.ts";

let store: Store;
let dataDir: string;
beforeEach(async () => {
  dataDir = mkdtempSync(join(tmpdir(), "brainwave-dna-"));
  store = await openStore({ dataDir });
});
afterEach(async () => {
  await store.close();
  rmSync(dataDir, { recursive: true });
});

const request = { agent_id: "alpha", dna: {}, traits: {}, reason: null, source: "manual" } as const;
const mutation = { mutation: { x: 1 }, traits_delta: {}, reason: null };
const withParent = { ...request, parent_snapshot_id: undefined };

/** The store's records with a commit of the test's. */
const recordsWith = (commit: (commit: Commit) => Promise<string[]>): Records => ({
  ...store.records,
  commit,
});

test("two gateways that write the same agent at once still give consecutive versions and ids", async () => {
  const [one, other] = [createDna({ records: store.records }), createDna({ records: store.records })];
  await one.createSnapshot(withParent);
  const answers = await Promise.all(
    Array.from({ length: 40 }, (_, i) => (i % 2 ? one : other).mutate("alpha", mutation)),
  );
  const wanted = Array.from({ length: 40 }, (_, i) => i + 2);
  expect(answers.map(({ version }) => version).sort((a, b) => a - b)).toEqual(wanted);
  expect(answers.map(({ id }) => id).sort((a, b) => a - b)).toEqual(wanted);
  expect((await store.log.info("events")).length).toBe(41);
});

test("writes that wait together share one commit, in the order they came", async () => {
  const commit = vi.fn(store.records.commit);
  const dna = createDna({ records: recordsWith(commit) });
  const [first, second, third] = await Promise.all([
    dna.createSnapshot(withParent),
    dna.mutate("alpha", mutation),
    dna.updateKarma("alpha", 0.5),
  ]);
  expect(commit).toHaveBeenCalledTimes(1);
  expect([first.version, second.version, third?.karma_score]).toEqual([1, 2, 0.5]);
});

test("what one of them got wrong is that one's alone", async () => {
  const dna = createDna({ records: store.records });
  const [lost, made] = await Promise.allSettled([
    dna.mutate("nobody", mutation),
    dna.createSnapshot(withParent),
  ]);
  expect(lost).toMatchObject({ status: "rejected", reason: { code: "not_found" } });
  expect(made).toMatchObject({ status: "fulfilled", value: { version: 1 } });
});

test("a store that fails rejects all of them, and the next write reads what there is", async () => {
  let failing = true;
  const dna = createDna({
    records: recordsWith(async (commit) => {
      if (failing) throw new AppError("store_full", "The disk is full");
      return store.records.commit(commit);
    }),
  });
  const settled = await Promise.allSettled([dna.createSnapshot(withParent), dna.createSnapshot(withParent)]);
  expect(settled).toMatchObject(Array(2).fill({ status: "rejected", reason: { code: "store_full" } }));
  failing = false;
  expect(await dna.createSnapshot(withParent)).toMatchObject({ id: 1, version: 1 });
});

test("a commit that happened though its reply was lost is seen by the next write", async () => {
  let loseReply = true;
  const dna = createDna({
    records: recordsWith(async (commit) => {
      const ids = await store.records.commit(commit);
      if (loseReply) throw new AppError("store_unavailable", "No reply");
      return ids;
    }),
  });
  await expect(dna.createSnapshot(withParent)).rejects.toMatchObject({ code: "store_unavailable" });
  loseReply = false;
  expect(await dna.createSnapshot(withParent)).toMatchObject({ id: 2, version: 2 });
});

test("one that never wins gives up with a conflict, having written nothing", async () => {
  const commit = vi.fn(async () => {
    throw new AppError("conflict", "Record changed");
  });
  const dna = createDna({ records: recordsWith(commit) });
  await expect(dna.createSnapshot(withParent)).rejects.toMatchObject({ code: "conflict" });
  expect(commit).toHaveBeenCalledTimes(12);
});

test("a warm agent is written without reading it", async () => {
  const get = vi.fn(store.records.get);
  const dna = createDna({ records: { ...store.records, get: get as Records["get"] } });
  await dna.createSnapshot(withParent);
  get.mockClear();
  await dna.mutate("alpha", mutation);
  await dna.updateKarma("alpha", 0.3);
  expect(get).not.toHaveBeenCalled();
});

test("karma outside 0 to 1 is refused", async () => {
  const dna = createDna({ records: store.records });
  for (const karma of [-0.01, 1.01, Number.NaN])
    await expect(dna.updateKarma("alpha", karma)).rejects.toMatchObject({ code: "invalid" });
});
