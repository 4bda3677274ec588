import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { CORPUS } from "#lib/events/corpus.fixture";
import { createEvent } from "#lib/events/create";
import { decode } from "#lib/events/decode";
import { toFields } from "#lib/events/fields";
import { startTailOnHistory } from "#server/history/tail-on-history.fixture";
import { openStore } from "#server/store/open";
import { startTestServer, type TestServer } from "#server/store/redis/test-server";
import { createDoctorService } from "./service.ts";

let redis: TestServer;
beforeAll(async () => {
  redis = await startTestServer();
});
afterAll(() => redis.close());

// Redis takes no entry without any field.
const specimens = CORPUS.filter(({ fields }) => Object.keys(fields).length > 0);
const bad = specimens.filter(({ reason }) => reason !== null);
const readable = specimens.filter(({ reason }) => reason === null);
/** Many carry the same event id: only the first of them is an event, the others are that one again. */
const REPEATED = readable.length - new Set(readable.map(({ fields }) => idOf(fields))).size;

function idOf(fields: Record<string, string>): string {
  const decoded = decode({ id: "1-0", fields });
  if (decoded.kind !== "event") throw new Error("was not read");
  return decoded.event.id;
}

/** Everything that stands between a stream's entry and a person, on a store of its own. */
async function start(dataDir: string, redisUrl: string | undefined) {
  const store = await openStore({ dataDir, redisUrl });
  const reading = await startTailOnHistory(store, dataDir);
  return {
    ...reading,
    store,
    doctor: createDoctorService(reading.history),
    async stop() {
      await reading.stop();
      await store.close();
    },
  };
}

describe.each([
  ["SQLite", () => undefined],
  ["Redis", () => redis.url],
])("the corpus of damaged entries in a stream on %s", (_name, urlOf) => {
  test("stops nothing, and each is there to be read, tried again and dropped, over a restart too", async () => {
    const dataDir = mkdtempSync(join(tmpdir(), "brainwave-corpus-"));
    let now = await start(dataDir, urlOf());
    try {
      const good = specimens.map(() =>
        createEvent("metrics.aggregation_started", { job_id: "j", started_at: 1 }, 1),
      );
      const entries = specimens.flatMap(({ fields }, index) => {
        const event = good[index];
        return event ? [fields, toFields(event)] : [fields];
      });
      for (const [index, fields] of entries.entries())
        await now.store.log.append("events", [{ dedupId: `corpus ${index}`, fields }]);
      const ids = good.map(({ id }) => id);
      await vi.waitFor(
        () => expect(now.seen.map(({ id }) => id).filter((id) => ids.includes(id))).toEqual(ids),
        10_000,
      );
      expect(await now.written()).toBe(true);

      const put = await now.doctor.quarantine({ limit: 1000 });
      expect(put.total).toBe(bad.length);
      expect(put.entries.map(({ field, reason }) => `${field} ${reason}`).reverse()).toEqual(
        bad.map(({ reason }) => reason),
      );
      const before = await now.doctor.report();
      expect(before).toMatchObject({
        seen: entries.length - REPEATED,
        duplicates: REPEATED,
        quarantined: bad.length,
        valid: entries.length - REPEATED - bad.length,
      });

      await now.stop();
      now = await start(dataDir, urlOf());
      expect(await now.doctor.report()).toEqual(before);
      const again = await now.doctor.retry({ all: true });
      expect(again).toMatchObject({ retried: bad.length, readable: 0, still_unreadable: bad.length });
      const [first] = put.entries;
      expect(await now.doctor.drop({ stream_ids: [first?.stream_id ?? ""] })).toEqual({ dropped: 1 });
      expect(await now.doctor.drop({ all: true })).toEqual({ dropped: bad.length - 1 });
      expect(await now.doctor.quarantine({ limit: 10 })).toEqual({ total: 0, entries: [], next: null });
    } finally {
      await now.stop();
      rmSync(dataDir, { recursive: true, force: true });
    }
  });
});

test("what is put aside is read page by page, newest first, each once", async () => {
  const dataDir = mkdtempSync(join(tmpdir(), "brainwave-corpus-"));
  const { store, doctor, written, stop } = await start(dataDir, undefined);
  try {
    for (let index = 0; index < 25; index++)
      await store.log.append("events", [{ dedupId: `${index}`, fields: { id: `${index}` } }]);
    expect(await written()).toBe(true);
    const told: string[] = [];
    for (let after: string | undefined; ; ) {
      const { entries, next } = await doctor.quarantine({ limit: 10, after });
      told.push(...entries.map(({ fields }) => fields.id ?? ""));
      if (next === null) break;
      after = next;
    }
    expect(told).toEqual(Array.from({ length: 25 }, (_, index) => `${24 - index}`));
  } finally {
    await stop();
    rmSync(dataDir, { recursive: true, force: true });
  }
});
