import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { createEvent } from "#lib/events/create";
import { toFields } from "#lib/events/fields";
import { fold, fromWire } from "#lib/fold";
import { startTailOnHistory, type TailOnHistory } from "#server/history/tail-on-history.fixture";
import { openStore } from "#server/store/open";
import type { Entry, Store } from "#server/store/port";
import { backUpEvents } from "#server/store/sqlite/behind.fixture";
import type { TailOptions } from "./tail.ts";

let dataDir: string;
let store: Store;
let closers: (() => Promise<void>)[];

beforeEach(async () => {
  dataDir = mkdtempSync(join(tmpdir(), "brainwave-"));
  store = await openStore({ dataDir });
  closers = [];
});
afterEach(async () => {
  for (const close of closers.reverse()) await close();
  await store.close();
  rmSync(dataDir, { recursive: true });
});

async function start(recover?: TailOptions["recover"]): Promise<TailOnHistory> {
  const started = await startTailOnHistory(store, dataDir, recover);
  closers.push(started.stop);
  return started;
}

let entries = 0;
const append = (...all: Record<string, string>[]) =>
  store.log.append(
    "events",
    all.map((fields) => ({ dedupId: `entry ${entries++}`, fields })),
  );
const good = () => toFields(createEvent("metrics.aggregation_started", { job_id: "j", started_at: 1 }, 1));
const kept = async ({ history }: TailOnHistory) =>
  (await history.reader.page({ limit: 1000, order: "oldest" })).events;

test("poison is counted and kept once, and what stands behind it arrives", async () => {
  const first = await start();
  for (let turn = 0; turn < 100; turn++) await append({ ...good(), payload: "not json" }, good());
  await vi.waitFor(() => expect(first.seen).toHaveLength(100));
  expect(await first.written()).toBe(true);
  expect(first.history.quarantined()).toBe(100);
  await first.stop();
  const { history } = await start();
  expect(history.quarantined()).toBe(100);
  expect((await history.doctor.newest(1, null)).entries).toMatchObject([
    { field: "payload", reason: expect.stringContaining("is not JSON") },
  ]);
});

test("an event id that comes twice is shown once and kept once, over a restart too", async () => {
  const first = await start();
  const twice = good();
  await append(twice, twice, good());
  await vi.waitFor(() => expect(first.seen).toHaveLength(2));
  expect(first.tail.stats().duplicates).toBe(1);
  await first.stop();
  const second = await start();
  await append(twice, good());
  await vi.waitFor(() => expect(second.seen).toHaveLength(1));
  expect(await second.written()).toBe(true);
  expect(await kept(second)).toHaveLength(3);
});

test("after a restart the fold goes on from where the history stands, and is what it would have been", async () => {
  const first = await start();
  for (let turn = 0; turn < 50; turn++) await append(good());
  await vi.waitFor(() => expect(first.seen).toHaveLength(50));
  const before = first.tail.state();
  await first.stop();
  await append(good());
  const second = await start();
  expect(second.tail.stats().read).toBe(1);
  expect(await second.written()).toBe(true);
  const all = await kept(second);
  expect(all).toHaveLength(51);
  expect(second.tail.state()).toEqual(fold(before, all.slice(50)));
});

test("a history is behind by what is still in the stream, too", async () => {
  const { tail, history, written } = await start();
  await append(good(), good());
  expect(await written()).toBe(true);
  expect((await history.report()).behind).toBe(0);
  await tail.close();
  await append(good(), good(), good());
  expect((await history.report()).behind).toBe(3);
});

test("a history of a stream that is no longer there begins anew, and says so", async () => {
  const first = await start();
  await append(good());
  expect(await first.written()).toBe(true);
  await first.stop();
  await store.close();
  rmSync(join(dataDir, "brainwave.sqlite"));
  store = await openStore({ dataDir });
  await append(good(), good());
  const second = await start();
  await vi.waitFor(() => expect(second.tail.state().feed.total).toBe(2));
  expect(await second.written()).toBe(true);
  // What the old stream told stays in the past.
  expect(await kept(second)).toHaveLength(3);
  expect(await second.history.reader.outages({})).toContainEqual(expect.objectContaining({ cause: "epoch" }));
});

test("what stood in the old stream and stands in the new one too, as after a restore, is part of its picture", async () => {
  const first = await start();
  const twice = good();
  await append(twice, good());
  expect(await first.written()).toBe(true);
  await first.stop();
  await store.close();
  rmSync(join(dataDir, "brainwave.sqlite"));
  store = await openStore({ dataDir });
  await append(twice);
  const second = await start();
  await vi.waitFor(() => expect(second.tail.state().feed.total).toBe(1));
});

test("a stream that goes on without its last events, as after a failover, is folded anew and not told again", async () => {
  const { tail } = await start();
  const told: [kind: string, events: number, total: number][] = [];
  tail.listen({
    events: (_from, _to, events) => told.push(["events", events.length, tail.state().feed.total]),
    gap: ({ reason }) => told.push([reason, 0, tail.state().feed.total]),
  });
  await append(...Array.from({ length: 1_199 }, good));
  const loseNewest = backUpEvents(dataDir);
  await append(good());
  await vi.waitFor(() => expect(tail.state().feed.total).toBe(1_200));
  const before = told.length;
  loseNewest();
  await vi.waitFor(() => expect(told.length).toBeGreaterThan(before), { timeout: 10_000 });
  await append(good());
  await vi.waitFor(() => expect(tail.state().feed.total).toBe(1_200));
  expect(told.slice(before)).toEqual([
    ["epoch", 0, 1_199],
    ["events", 1, 1_200],
  ]);
});

test("what was trimmed away while nobody looked is recovered in order, and counted where it can't be", async () => {
  const first = await start();
  await append(good());
  await vi.waitFor(() => expect(first.seen).toHaveLength(1));
  await first.stop();
  const away = Array.from({ length: 30 }, good);
  const ids = await append(...away);
  await store.log.trim("events", ids[20] as string);
  // Of the twenty that are gone, twelve stand elsewhere.
  const elsewhere: Entry[] = away.slice(0, 12).map((fields, index) => ({ id: ids[index] as string, fields }));
  const second = await start(async (_lost, take) => {
    await take(elsewhere);
    return null;
  });
  await vi.waitFor(() => expect(second.tail.state().feed.total).toBe(23));
  expect(await second.written()).toBe(true);
  const all = await kept(second);
  expect(all.slice(1).map(({ id }) => id)).toEqual(
    [...away.slice(0, 12), ...away.slice(20)].map(({ id }) => id),
  );
  const [outage] = await second.history.reader.outages({});
  expect(outage).toMatchObject({ filled: false, recovered: 12, missing: 8 });
  const past = await second.history.reader.stateAt({ streamId: second.tail.cursor().streamId });
  expect(past && fromWire(past.state)).toEqual(second.tail.state());
});
