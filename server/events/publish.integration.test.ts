import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { AppError } from "#lib/errors";
import { createEvent } from "#lib/events/create";
import { createLogger } from "#server/log";
import { openStore } from "#server/store/open";
import type { EventLog, Store } from "#server/store/port";
import { createPublisher } from "./publish.ts";

const logger = createLogger("silent");
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

const started = (second: number) =>
  createEvent("metrics.aggregation_started", { job_id: "j", started_at: second }, second);
const stored = async () => (await store.log.range("events", { limit: 1000 })).map(({ fields }) => fields.id);

/** The real log behind a door that is shut as long as `isShut()`; what it took before it shut, it keeps. */
function behindDoor(isShut: () => boolean, losesReply = false): EventLog {
  return {
    ...store.log,
    async append(stream, entries) {
      if (isShut() && !losesReply) throw new AppError("store_unavailable", "shut");
      const ids = await store.log.append(stream, entries);
      if (isShut()) throw new AppError("store_unavailable", "the reply was lost");
      return ids;
    },
  };
}

test("publishing returns at once and keeps the order", async () => {
  const publisher = createPublisher(store.log, logger);
  const events = Array.from({ length: 1200 }, (_, second) => started(second));
  for (const event of events) publisher.publish(event);
  expect(await publisher.close(5_000)).toEqual([]);
  expect((await store.log.range("events", { limit: 2000 })).map(({ fields }) => fields.id)).toEqual(
    events.map(({ id }) => id),
  );
});

test("what is published while the log is away arrives when it is back, in order and once", async () => {
  let shut = true;
  const publisher = createPublisher(
    behindDoor(() => shut),
    logger,
  );
  const events = [started(1), started(2), started(3)];
  for (const event of events) publisher.publish(event);
  await vi.waitFor(() => expect(publisher.stats().events).toBe(3));
  expect(await stored()).toEqual([]);
  shut = false;
  await vi.waitFor(async () => expect(await stored()).toEqual(events.map(({ id }) => id)), {
    timeout: 5_000,
  });
  expect(await publisher.close(1_000)).toEqual([]);
});

test("a lost reply doesn't make two of one event", async () => {
  let losing = true;
  const publisher = createPublisher(
    behindDoor(() => losing, true),
    logger,
  );
  const event = started(1);
  publisher.publish(event);
  await vi.waitFor(async () => expect(await stored()).toEqual([event.id]));
  losing = false;
  expect(await publisher.close(5_000)).toEqual([]);
  expect(await stored()).toEqual([event.id]);
});

test("at the end, what could not be published is handed over, and nobody waits longer than asked", async () => {
  const publisher = createPublisher(
    behindDoor(() => true),
    logger,
  );
  const event = started(1);
  publisher.publish(event);
  expect(await publisher.close(100)).toMatchObject([{ dedupId: event.id }]);
});
