import { Redis } from "ioredis";
import { afterAll, beforeAll, beforeEach, describe, expect, inject, test } from "vitest";
import { StreamsReport } from "#lib/streams/api";
import { events } from "../contract/bench.ts";
import { openStore } from "../open.ts";
import type { DailyLog, Store } from "../port.ts";
import { dailyLogKey, streamKey } from "./keys.ts";
import { startTestServer, type TestServer } from "./test-server.ts";

const program = inject("redisServerPath");
const DATE = "2026-02-03";

describe.skipIf(program === null)("what BRAiN keeps in our Redis", () => {
  let server: TestServer;
  let outsider: Redis;
  let store: Store;
  let dailyLog: DailyLog;
  beforeAll(async () => {
    server = await startTestServer(program ?? undefined);
    outsider = new Redis(server.url);
    store = await openStore({ dataDir: "not used", redisUrl: server.url, streamMaxLength: 1000 });
    dailyLog = store.dailyLog as DailyLog;
  });
  beforeEach(async () => void (await outsider.flushall()));
  afterAll(async () => {
    await store?.close();
    outsider?.disconnect();
    await server?.close();
  });
  const push = async (...texts: string[]) => {
    for (const text of texts) await outsider.lpush(dailyLogKey(DATE), text);
  };

  test("a day's log is read in the order of publishing, and a place in it stays right while it grows", async () => {
    await push("1", "2", "3", "4", "5");
    expect(await dailyLog.length(DATE)).toBe(5);
    expect(await dailyLog.read(DATE, { offset: 0 }, 2)).toEqual(["1", "2"]);
    await push("6", "7");
    expect(await dailyLog.read(DATE, { offset: 2 }, 3)).toEqual(["3", "4", "5"]);
    expect(await dailyLog.read(DATE, { offset: 5 }, 100)).toEqual(["6", "7"]);
    expect(await dailyLog.read(DATE, { offset: 7 }, 100)).toEqual([]);
    expect(await dailyLog.read(DATE, { offset: 0 }, 0)).toEqual([]);
  });

  test("a day that isn't there, or is no list, is empty", async () => {
    expect(await dailyLog.length(DATE)).toBe(0);
    expect(await dailyLog.read(DATE, { offset: 0 }, 10)).toEqual([]);
    await outsider.set(dailyLogKey(DATE), "not a list");
    expect(await dailyLog.length(DATE)).toBe(0);
    expect(await dailyLog.read(DATE, { offset: 0 }, 10)).toEqual([]);
  });

  test("a look tells of groups, their consumers, pending and lag, of other streams and of days", async () => {
    const key = streamKey("events");
    await store.log.append("events", events("a", "b", "c"));
    await outsider.xgroup("CREATE", key, "audit", "0");
    await outsider.xreadgroup("GROUP", "audit", "worker-1", "COUNT", 2, "STREAMS", key, ">");
    await outsider.xadd("brain:missions:stream", "*", "status", "done");
    await outsider.set("brain:not-a-stream", "x");
    const today = new Date().toISOString().slice(0, 10);
    await outsider.lpush(dailyLogKey(today), "{}", "{}");
    const report = StreamsReport.parse(await store.inspect());
    if (report.store !== "redis") throw new Error("another store");
    expect(report.streams.map(({ name, holds, length }) => [name, holds, length])).toEqual([
      [key, "events", 3],
      ["brain.events.missions", "missions", 0],
      ["brain:missions:stream", "other", 1],
    ]);
    const ids = (await store.log.range("events", { limit: 3 })).map(({ id }) => id);
    expect(report.streams[0]).toMatchObject({
      keeps: 1000,
      removed: 0,
      groups: [
        {
          name: "audit",
          pending: 2,
          lag: 1,
          last_delivered_id: ids[1],
          consumers: [{ name: "worker-1", pending: 2 }],
        },
      ],
    });
    expect(report.daily_logs).toEqual([{ date: today, length: 2 }]);
    expect(report.redis).toMatchObject({ eviction_policy: "noeviction", aof: true, fsync: "always" });
    expect(report.redis.version).toMatch(/^\d+\.\d+/);
    // Both are this machine's clock.
    expect(Math.abs(report.redis.clock_seconds)).toBeLessThan(5);
  });

  test("a stream's key of another type is told of beside the others", async () => {
    await outsider.set(streamKey("events"), "not a stream");
    await store.log.append("missions", [{ dedupId: "m", fields: { data: "{}" } }]);
    const { streams } = await store.inspect();
    expect(streams[0]).toMatchObject({ length: 0, problem: expect.stringContaining("WRONGTYPE") });
    expect(streams[1]).toMatchObject({ length: 1, problem: null });
  });
});
