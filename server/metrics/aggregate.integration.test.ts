import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { AppError } from "#lib/errors";
import type { BrainEvent } from "#lib/events/envelope";
import { toFields } from "#lib/events/fields";
import { openStore } from "#server/store/open";
import type { Lease, Store } from "#server/store/port";
import { aggregate } from "./aggregate.ts";
import { readMissionCounts } from "./missions.ts";

let dataDir: string;
let store: Store;
let lease: Lease;
let published: BrainEvent[];

beforeEach(async () => {
  dataDir = mkdtempSync(join(tmpdir(), "brainwave-"));
  store = await openStore({ dataDir });
  lease = (await store.records.acquireLease("job", "a", 60_000)) as Lease;
  published = [];
});
afterEach(async () => {
  await store.close();
  rmSync(dataDir, { recursive: true });
});

const run = (held = lease) =>
  aggregate(held, { store, publish: (event) => published.push(event), onCounted: () => {} });
const add = (...data: string[]) =>
  store.log.append(
    "missions",
    data.map((text) => ({ dedupId: crypto.randomUUID(), fields: { data: text } })),
  );
const mission = (status: string) => JSON.stringify({ status, mission_id: "m" });
const counts = async () => (await readMissionCounts(store.records)).counts;
const types = async () => (await store.log.range("events", { limit: 100 })).map(({ fields }) => fields.type);

test("each entry is counted once, over any number of runs", async () => {
  await add(mission("completed"), mission("failed"), mission("completed"));
  expect(await run()).toMatchObject({ status: "completed", entriesProcessed: 3 });
  expect(await run()).toMatchObject({ status: "completed", entriesProcessed: 0 });
  await add(mission("completed"));
  await run();
  expect((await counts()).byStatus).toEqual({ completed: 3, failed: 1 });
});

test("a run's end tells what it counted, by status", async () => {
  await add(mission("completed"), mission("failed"), mission("completed"));
  await run();
  await add(mission("failed"));
  await run();
  const told = (await store.log.range("events", { limit: 100 }))
    .filter(({ fields }) => fields.type === "metrics.aggregation_completed")
    .map(({ fields }) => JSON.parse(fields.payload ?? "{}").missions_by_status);
  expect(told).toEqual([{ completed: 2, failed: 1 }, { failed: 1 }]);
});

test("more than a page of entries is counted in one run", async () => {
  await add(...Array.from({ length: 1234 }, () => mission("completed")));
  expect(await run()).toMatchObject({ entriesProcessed: 1234 });
});

test("entries without a readable status are counted apart and stop nothing", async () => {
  await add("{", "[]", '{"status":7}', mission(""), mission("ok"), '{"status":"a","x":{"__proto__":1}}');
  await run();
  expect(await counts()).toMatchObject({ byStatus: { ok: 1 }, unreadable: 5 });
});

test("made-up statuses don't grow without bound", async () => {
  await add(...Array.from({ length: 80 }, (_, index) => mission(`s${index}`)));
  await run();
  const { byStatus } = await counts();
  expect(Object.keys(byStatus)).toHaveLength(51);
  expect(byStatus.other).toBe(30);
});

test("a run tells of its start and its end, in this order", async () => {
  await run();
  expect(await types()).toEqual(["metrics.aggregation_started", "metrics.aggregation_completed"]);
});

test("a run of which nobody knows whether it was stored is told one end, whichever comes first", async () => {
  await add(mission("completed"));
  const { records } = store;
  for (const arrives of ["before its failure is told", "afterwards"]) {
    let late = async () => {};
    const commit: typeof records.commit = async (given) => {
      if (arrives === "afterwards") late = async () => void (await records.commit(given));
      else await records.commit(given);
      throw new AppError("store_unavailable", "The answer was lost");
    };
    published = [];
    const unsure = { ...store, records: { ...records, commit } };
    const publish = (event: BrainEvent) => published.push(event);
    await aggregate(lease, { store: unsure, publish, onCounted: () => {} });
    await store.log.append(
      "events",
      published.map((event) => ({ dedupId: event.id, fields: toFields(event) })),
    );
    await late();
  }
  expect(await types()).toEqual([
    "metrics.aggregation_started",
    "metrics.aggregation_completed",
    "metrics.aggregation_started",
    "metrics.aggregation_failed",
  ]);
  expect((await counts()).byStatus).toEqual({ completed: 1 });
});

test("who lost the lease counts nothing and says that the run failed", async () => {
  await add(mission("completed"));
  await store.records.releaseLease(lease);
  await store.records.acquireLease("job", "b", 60_000);
  expect(await run()).toMatchObject({ status: "failed", errorType: "conflict" });
  expect((await counts()).byStatus).toEqual({});
  expect(published.map(({ type }) => type)).toContain("metrics.aggregation_failed");
});
