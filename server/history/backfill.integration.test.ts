import { afterAll, beforeAll, beforeEach, describe, expect, inject, test } from "vitest";
import { mulberry32 } from "#lib/random";
import { compareStreamIds, type StreamId, streamIdSeconds } from "#lib/stream-id";
import { toSeconds } from "#lib/time";
import { openStore } from "#server/store/open";
import type { Cursor, DailyLog, Entry, Store } from "#server/store/port";
import {
  createBrainPublisher,
  type Published,
  pythonTime,
} from "#server/store/redis/brain-publisher.fixture";
import { dailyLogKey, streamKey } from "#server/store/redis/keys";
import { startTestServer, type TestServer } from "#server/store/redis/test-server";
import { backfill } from "./backfill.ts";

const program = inject("redisServerPath");
const BRAIN_MAXLEN = 10_000;
const NOON = Date.UTC(2026, 1, 4, 12);

describe.skipIf(program === null)("events that BRAiN's publisher trimmed away", () => {
  let server: TestServer;
  let brain: ReturnType<typeof createBrainPublisher>;
  let store: Store;
  beforeAll(async () => {
    server = await startTestServer(program ?? undefined);
    brain = createBrainPublisher(server.url);
    store = await openStore({ dataDir: "not used", redisUrl: server.url });
  });
  beforeEach(async () => void (await brain.redis.flushall()));
  afterAll(async () => {
    await store?.close();
    brain?.close();
    await server?.close();
  });

  /** Everything in the stream is received; then the reader goes away. */
  async function receive(remembered = 10_000): Promise<{ from: Cursor; knownIds: Set<string> }> {
    const entries = await store.log.range("events", { limit: remembered, order: "desc" });
    return { from: await store.log.tip("events"), knownIds: new Set(idsOf(entries)) };
  }

  type More = Partial<Parameters<typeof backfill>[0]>;

  /** The reader comes back: what it recovers, and what it then reads from the stream. */
  async function comeBack(received: { from: Cursor; knownIds: ReadonlySet<string> }, more: More = {}) {
    const recovered: Entry[] = [];
    const result = await backfill({
      log: store.log,
      dailyLog: store.dailyLog as DailyLog,
      retentionDays: 90,
      take: async (entries) => {
        expect(entries.length).toBeLessThanOrEqual(1000);
        recovered.push(...entries);
      },
      ...received,
      ...more,
    });
    expect(result.recovered).toBe(recovered.length);
    const after = result.to.cursor.streamId;
    const rest = await store.log.range("events", { after, limit: 50_000 });
    expectBetween(recovered, received.from.streamId, after);
    return { ...result, recovered, rest, all: idsOf([...recovered, ...rest]) };
  }

  test("30,000 while away: 20,000 from the daily log, 10,000 from the stream, none missing, none twice", async () => {
    const now = Date.now();
    await brain.publish(series("before", 3000, now - 600_000, 100));
    const received = await receive();
    const away = series("away", 30_000, now - 300_000, 10);
    await brain.publish(away);
    const { recovered, rest, all, to } = await comeBack(received);
    expect(recovered).toHaveLength(20_000);
    expect(rest).toHaveLength(10_000);
    expect(all).toEqual(away.map(({ id }) => id));
    expect(to.removed).toBe(23_000);
    expect(recovered[0]?.fields).toEqual({
      id: "away-0",
      type: "task.created",
      source: "planner",
      timestamp: pythonTime(now - 300_000),
      payload: '{"task_id":"task of away-0","tags":["a","b"],"share":0.5}',
      meta: '{"schema_version":1,"producer":"event_stream","source_module":"core"}',
    });
  });

  test("more was received before than anybody remembers: none of it comes again", async () => {
    const start = Date.now() - 900_000;
    await brain.publish(series("before", 9000, start, 10));
    const received = await receive(2000);
    const away = series("away", 15_000, start + 90_000, 10);
    await brain.publish(away);
    expect((await comeBack(received)).all).toEqual(away.map(({ id }) => id));
  });

  test("across midnight: both days' logs, in order", async () => {
    const midnight = Date.UTC(2026, 1, 4);
    const times = { now: () => midnight + 400_000 };
    await brain.publish(received(series("before", 500, midnight - 200_000, 100)));
    const back = await receive();
    const away = received(series("away", 20_000, midnight - 100_000, 10));
    await brain.publish(away);
    expect(await brain.redis.llen(dailyLogKey("2026-02-03"))).toBe(10_500);
    const { recovered, all } = await comeBack(back, times);
    expect(all).toEqual(away.map(({ id }) => id));
    for (const [i, { id }] of recovered.entries())
      expect(streamIdSeconds(id)).toBe(toSeconds(away[i]?.atMs ?? 0));
  });

  test("told minutes late, shortly after midnight: those in the log of the day before are found", async () => {
    const now = Date.UTC(2026, 1, 4, 0, 4);
    let told = 0;
    const late = (events: Published[]) =>
      events.map((event) => ({ ...event, receivedMs: now + Math.floor(told++ / 20) }));
    await brain.publish(late(series("before", 3000, now - 600_000, 100)));
    const received = await receive();
    const away = series("away", 30_000, now - 300_000, 10);
    await brain.publish(late(away));
    const { recovered, all } = await comeBack(received, { now: () => now + 3000 });
    expect(recovered).toHaveLength(20_000);
    expect(all).toEqual(away.map(({ id }) => id));
  });

  test("the daily log is gone, or no list: nothing is recovered, and the stream's rest is read", async () => {
    const now = NOON;
    await brain.publish(received(series("before", 10, now - 60_000, 1)));
    const back = await receive();
    await brain.publish(received(series("away", 12_000, now - 50_000, 1)));
    const date = pythonTime(now).slice(0, 10);
    for (const spoil of [
      () => brain.redis.del(dailyLogKey(date)),
      () => brain.redis.set(dailyLogKey(date), "x"),
    ]) {
      await spoil();
      const { recovered, rest, to } = await comeBack(back, { now: () => now });
      expect(recovered).toEqual([]);
      expect(rest).toHaveLength(BRAIN_MAXLEN);
      // What the reader counts as lost: all that left the stream, but for what it had.
      expect(to.removed).toBe(2010);
    }
  });

  test("damaged items are passed over and counted", async () => {
    const now = NOON;
    await brain.publish(received(series("before", 10, now - 60_000, 1)));
    const back = await receive();
    const away = received(series("away", 12_000, now - 50_000, 1));
    const key = dailyLogKey(pythonTime(now).slice(0, 10));
    await brain.publish(away.slice(0, 1000));
    await brain.redis.lpush(key, "not JSON", '{"id":"cut off', "[]", "\u0000", `${"[".repeat(5000)}`);
    await brain.publish(away.slice(1000));
    const { all, damaged } = await comeBack(back, { now: () => now });
    expect(all).toEqual(away.map(({ id }) => id));
    expect(damaged).toBe(5);
  });

  test("our own events in the stream, which are in no daily log, don't disturb", async () => {
    const noon = Date.UTC(2026, 1, 4, 12);
    const own = async (name: string, n: number, atMs: number) => {
      const commands = brain.redis.pipeline();
      for (let i = 0; i < n; i++)
        commands.xadd(streamKey("events"), `${atMs + i}-*`, "id", `${name}-${i}`, "type", "robot.seen");
      await commands.exec();
    };
    await brain.publish(received(series("before", 50, noon, 1000)));
    await own("own-before", 2000, noon + 50_000);
    const back = await receive(1500);
    const away = received(series("away", 15_000, noon + 60_000, 10));
    await brain.publish(away.slice(0, 12_000));
    await own("own-after", 5, noon + 179_990);
    await brain.publish(away.slice(12_000));
    const { all } = await comeBack(back, { now: () => noon + 300_000 });
    expect(all.filter((id) => !id.startsWith("own-"))).toEqual(away.map(({ id }) => id));
  });

  test("producers that push in another order than they add: near both ends none is lost, none comes twice", async () => {
    const now = NOON;
    await brain.publish(received(series("before", 2000, now - 120_000, 10)));
    const back = await receive();
    const away = received(series("away", 14_000, now - 100_000, 5));
    await brain.publish(away);
    const date = pythonTime(now).slice(0, 10);
    await shuffleNearby(brain, dailyLogKey(date), 40);
    const { all, recovered } = await comeBack(back, { now: () => now });
    expect(all).toHaveLength(away.length);
    expect(new Set(all)).toEqual(new Set(away.map(({ id }) => id)));
    expect(recovered).toHaveLength(4000);
  });

  test("producers whose clocks are an hour behind, or ahead, are found all the same", async () => {
    for (const skewMs of [-3_600_000, 3_600_000]) {
      await brain.redis.flushall();
      const noon = Date.UTC(2026, 1, 4, 12);
      const skewed = (events: Published[]) =>
        events.map((event) => ({ ...event, receivedMs: event.atMs, atMs: event.atMs + skewMs }));
      await brain.publish(skewed(series("long before", 5000, noon - 7_000_000, 1000)));
      await brain.publish(skewed(series("before", 1000, noon - 200_000, 100)));
      const back = await receive(3000);
      const away = skewed(series("away", 12_000, noon, 50));
      await brain.publish(away);
      const { all } = await comeBack(back, { now: () => noon + 700_000 });
      expect(all).toEqual(away.map(({ id }) => id));
    }
  });

  test("a first start takes what the daily logs hold from before, within the retention", async () => {
    const noon = Date.UTC(2026, 1, 4, 12);
    const old = received(series("old", 20, noon - 5 * 86_400_000, 1000));
    const kept = received(series("kept", 12_000, noon - 2 * 86_400_000, 1000));
    await brain.publish([...old, ...kept]);
    const { epoch } = await store.log.info("events");
    const start = { from: { epoch, streamId: "0-0", eventId: null }, knownIds: new Set<string>() };
    const { all } = await comeBack(start, { now: () => noon, retentionDays: 3 });
    expect(all).toEqual(kept.map(({ id }) => id));
  });

  test("what was begun can be gone on with from the last made id", async () => {
    const now = Date.now();
    await brain.publish(series("before", 100, now - 100_000, 10));
    const received = await receive();
    const away = series("away", 15_000, now - 90_000, 5);
    await brain.publish(away);
    const taken: Entry[] = [];
    const cut = comeBack(received, {
      take: async (entries) => {
        if (taken.length > 2000) throw new Error("killed");
        taken.push(...entries);
      },
    });
    await expect(cut).rejects.toThrow("killed");
    const last = taken.at(-1) as Entry;
    const from = { ...received.from, streamId: last.id, eventId: last.fields.id ?? null };
    const { all } = await comeBack({
      from,
      knownIds: new Set([...received.knownIds, ...(idsOf(taken) as string[])]),
    });
    expect([...idsOf(taken), ...all]).toEqual(away.map(({ id }) => id));
  });

  test("trimming goes on meanwhile: what it found and where it says to go on from fit together", async () => {
    const now = Date.now();
    await brain.publish(series("before", 100, now - 100_000, 10));
    const received = await receive();
    await brain.publish(series("away", 12_000, now - 90_000, 5));
    const publishing = brain.publish(series("meanwhile", 3000, now, 1));
    const { recovered, to } = await comeBack(received);
    await publishing;
    expect(recovered).toHaveLength(Number(to.removed) - 100);
    const ids = [...series("away", 12_000, 0, 1), ...series("meanwhile", 3000, 0, 1)].map(({ id }) => id);
    expect(idsOf(recovered)).toEqual(ids.slice(0, recovered.length));
  });

  test("a store that fails meanwhile is asked again; an abort ends it", async () => {
    const now = Date.now();
    await brain.publish(series("before", 100, now - 100_000, 10));
    const received = await receive();
    const away = series("away", 12_000, now - 90_000, 5);
    await brain.publish(away);
    let asked = 0;
    const failing: DailyLog = {
      length: (date) => (store.dailyLog as DailyLog).length(date),
      async read(date, from, limit) {
        asked += 1;
        if (asked % 3 === 0) await store.log.range("events", { limit: Number.NaN });
        return (store.dailyLog as DailyLog).read(date, from, limit);
      },
    };
    expect((await comeBack(received, { dailyLog: failing })).all).toEqual(away.map(({ id }) => id));
    const stop = new AbortController();
    const take = async () => stop.abort(new Error("the end"));
    await expect(comeBack(received, { signal: stop.signal, take })).rejects.toThrow("the end");
  });

  test("another stream in its place is said, and nothing taken", async () => {
    await brain.publish(series("before", 10, Date.now(), 1));
    const { from, knownIds } = await receive();
    const elsewhere = { ...from, epoch: "another" };
    await expect(comeBack({ from: elsewhere, knownIds })).rejects.toMatchObject({ code: "conflict" });
  });

  test("an empty stream: all that the daily log has since then", async () => {
    const now = Date.now();
    await brain.publish(series("before", 10, now - 100_000, 10));
    const received = await receive();
    const away = series("away", 50, now - 90_000, 5);
    await brain.publish(away);
    await brain.redis.xtrim(streamKey("events"), "MAXLEN", 0);
    expect((await comeBack(received)).all).toEqual(away.map(({ id }) => id));
  });
});

const series = (name: string, n: number, fromMs: number, everyMs: number): Published[] =>
  Array.from({ length: n }, (_, i) => ({ id: `${name}-${i}`, atMs: fromMs + i * everyMs }));

/** The same, with the stream's clock showing what the producer's does. */
const received = (events: Published[]): Published[] =>
  events.map((event) => ({ ...event, receivedMs: event.atMs }));

const idsOf = (entries: readonly Entry[]) => entries.map(({ fields }) => fields.id as string);

function expectBetween(entries: readonly Entry[], after: StreamId, upTo: StreamId): void {
  let last = after;
  for (const { id } of entries) {
    if (compareStreamIds(last, id) >= 0) throw new Error(`${id} is not after ${last}`);
    last = id;
  }
  if (entries.length > 0 && compareStreamIds(last, upTo) > 0) throw new Error(`${last} is after ${upTo}`);
}

/** Rewrites a day's list with each item up to so many places away from where it was. */
async function shuffleNearby(
  { redis }: ReturnType<typeof createBrainPublisher>,
  key: string,
  places: number,
) {
  const items = await redis.lrange(key, 0, -1);
  const random = mulberry32(7);
  const moved = items
    .map((item, i) => ({ item, at: i + random() * places }))
    .sort((a, b) => a.at - b.at)
    .map(({ item }) => item);
  await redis.del(key);
  for (let at = 0; at < moved.length; at += 1000) await redis.rpush(key, ...moved.slice(at, at + 1000));
}
