import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { createEvent } from "#lib/events/create";
import type { StoredEvent } from "#lib/events/envelope";
import { toFields } from "#lib/events/fields";
import { openHistory } from "#server/history/index";
import { createLogger } from "#server/log";
import { openStore } from "#server/store/open";
import type { Store } from "#server/store/port";
import { startTail, type Tail } from "./tail.ts";

const logger = createLogger("silent");
let dataDir: string;
let store: Store;
let history: ReturnType<typeof openHistory>;
let tails: Tail[];

beforeEach(async () => {
  dataDir = mkdtempSync(join(tmpdir(), "brainwave-"));
  store = await openStore({ dataDir });
  history = openHistory(dataDir, logger);
  tails = [];
});
afterEach(async () => {
  for (const tail of tails) await tail.close();
  history.close();
  await store.close();
  rmSync(dataDir, { recursive: true });
});

async function start(): Promise<{ tail: Tail; seen: StoredEvent[] }> {
  const seen: StoredEvent[] = [];
  const tail = await startTail({
    log: store.log,
    logger,
    decodeOptions: {},
    checkpoint: history.checkpoint.load(),
    known: async () => ({}),
    quarantine: (epoch, entries) => history.quarantine.add(epoch, entries, 1),
  });
  tail.listen({ events: (_from, _to, events) => seen.push(...events), gap: () => {}, link: () => {} });
  tails.push(tail);
  return { tail, seen };
}

let entries = 0;
const append = (fields: Record<string, string>) =>
  store.log.append("events", [{ dedupId: `entry ${entries++}`, fields }]);
const good = () => toFields(createEvent("metrics.aggregation_started", { job_id: "j", started_at: 1 }, 1));

test("poison is counted and kept once, and what stands behind it arrives", async () => {
  const { seen } = await start();
  for (let turn = 0; turn < 100; turn++) {
    await append({ ...good(), payload: "not json" });
    await append(good());
  }
  await vi.waitFor(() => expect(seen).toHaveLength(100));
  expect(history.quarantine.count()).toBe(100);
  await start();
  expect(history.quarantine.count()).toBe(100);
  expect(history.quarantine.newest(1)).toMatchObject([{ field: "payload", reason: "is not JSON" }]);
});

test("an event id that comes twice is shown once", async () => {
  const { tail, seen } = await start();
  const twice = good();
  await append(twice);
  await append(twice);
  await append(good());
  await vi.waitFor(() => expect(seen).toHaveLength(2));
  expect(tail.stats().duplicates).toBe(1);
});

test("after a restart the fold goes on from its checkpoint, and is what it would have been", async () => {
  const first = await start();
  for (let turn = 0; turn < 50; turn++) await append(good());
  await vi.waitFor(() => expect(first.seen).toHaveLength(50));
  history.checkpoint.save(first.tail.state(), first.tail.cursor());
  await append(good());
  const second = await start();
  expect(second.tail.stats().read).toBe(1);
  await vi.waitFor(() => expect(first.seen).toHaveLength(51));
  expect(second.tail.state()).toEqual(first.tail.state());
});

test("a checkpoint of a stream that is no longer there is not used", async () => {
  const { tail } = await start();
  await append(good());
  await vi.waitFor(() => expect(tail.state().feed.total).toBe(1));
  history.checkpoint.save(tail.state(), { ...tail.cursor(), epoch: "another" });
  const again = await start();
  expect(again.tail.stats().read).toBe(1);
  expect(again.tail.state()).toEqual(tail.state());
});
