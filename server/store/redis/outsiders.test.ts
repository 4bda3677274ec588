import { mkdir, rmdir } from "node:fs/promises";
import { join } from "node:path";
import { Redis } from "ioredis";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, inject, test } from "vitest";
import { LAST_STREAM_ID } from "#lib/stream-id";
import { cursorAt, event, events, eventually, follow, startOf } from "../contract/bench.ts";
import { openStore } from "../open.ts";
import type { Store } from "../port.ts";
import { streamKey } from "./keys.ts";
import { startTestServer, type TestServer } from "./test-server.ts";

const program = inject("redisServerPath");
const KEY = streamKey("events");

describe.skipIf(program === null)("what others do to our Redis", () => {
  let server: TestServer;
  let outsider: Redis;
  let store: Store;
  beforeAll(async () => {
    server = await startTestServer(program ?? undefined);
    outsider = new Redis(server.url);
  });
  beforeEach(async () => {
    await outsider.flushall();
    store = await openStore({ dataDir: "not used", redisUrl: server.url, streamMaxLength: 1000 });
  });
  afterEach(() => store.close());
  afterAll(async () => {
    outsider?.disconnect();
    await server?.close();
  });

  test("entries of any shape are delivered, in order, none twice", async () => {
    const follower = follow(store, await startOf(store));
    await outsider.xadd(KEY, "*", "type", "no.id");
    await outsider.xadd(KEY, "*", "__proto__", "own", "constructor", "own too");
    await outsider.xadd(KEY, "*", Buffer.of(0xff, 0xfe), Buffer.of(0x00, 0xc3, 0x28));
    await outsider.xadd(KEY, "*", "id", "first", "id", "last");
    await outsider.xadd(KEY, "*", "id", "big", "payload", "x".repeat(1_000_000));
    await outsider.xadd(KEY, "*", "", "");
    await store.log.append("events", events("ours"));
    await eventually(() => expect(follower.entries()).toHaveLength(7));
    const [, odd, , twice] = follower.entries();
    expect(Object.entries(odd?.fields ?? {})).toEqual([
      ["__proto__", "own"],
      ["constructor", "own too"],
    ]);
    expect(Object.getPrototypeOf(odd?.fields)).toBe(Object.prototype);
    expect(twice?.fields).toEqual({ id: "last" });
    expect(follower.gaps()).toEqual([]);
    for (const entry of follower.entries())
      expect(await store.log.checkCursor("events", await cursorAt(store, entry))).toBeNull();
  });

  test("a producer that trims to a few entries never makes a silent jump", async () => {
    const follower = follow(store, await startOf(store), { batchSize: 7 });
    const pipeline = outsider.pipeline();
    for (let i = 0; i < 3000; i++) pipeline.xadd(KEY, "MAXLEN", 10, "*", "n", String(i));
    await pipeline.exec();
    await eventually(() => expect(follower.entries().at(-1)?.fields.n).toBe("2999"));
    let next = 0;
    let unaccounted = false;
    for (const followed of follower.heard) {
      if (followed.kind === "gap") unaccounted = true;
      else {
        for (const { fields } of followed.entries) {
          if (!unaccounted) expect(Number(fields.n)).toBe(next);
          expect(Number(fields.n)).toBeGreaterThanOrEqual(next);
          next = Number(fields.n) + 1;
          unaccounted = false;
        }
      }
    }
  });

  test("a deleted stream is a gap of a new epoch, also when it is written again at once", async () => {
    for (const again of [false, true]) {
      await store.log.append("events", [event(`before ${again}`)]);
      const follower = follow(store, await store.log.tip("events"));
      await eventually(() => expect(follower.isUp()).toBe(true));
      await outsider.del(KEY);
      if (again) await outsider.xadd(KEY, "*", "id", "new");
      await eventually(() => expect(follower.gaps()).toMatchObject([{ reason: "epoch" }]));
      if (!again) await outsider.xadd(KEY, "*", "id", "new");
      await eventually(() => expect(follower.ids()).toEqual(["new"]));
      expect(follower.gaps()).toHaveLength(1);
      await follower.stop();
    }
  });

  test("a deleted newest entry doesn't pass for a trimmed one", async () => {
    const ids = await store.log.append("events", events("a", "b", "c"));
    const cursor = await store.log.tip("events");
    await outsider.xdel(KEY, String(ids[2]));
    expect(await store.log.checkCursor("events", cursor)).toBe("epoch");
    expect(await store.log.tip("events")).toMatchObject({ streamId: ids[1], eventId: "b" });
  });

  test("a key of the wrong type is an error with back-off, and over once it is gone", async () => {
    const follower = follow(store, await store.log.tip("events"));
    await eventually(() => expect(follower.isUp()).toBe(true));
    await outsider.set(KEY, "not a stream");
    await eventually(() => expect(follower.links.at(-1)).toMatchObject({ up: false }));
    await expect(store.log.append("events", events("a"))).rejects.toMatchObject({
      code: "store_unavailable",
      message: expect.stringContaining("WRONGTYPE"),
    });
    const commit = {
      puts: [{ collection: "c", key: "k", value: 1 }],
      appends: [{ stream: "events" as const, entry: event("a") }],
    };
    await expect(store.records.commit(commit)).rejects.toMatchObject({ code: "store_unavailable" });
    expect(await store.records.get("c", "k")).toBeNull();
    await outsider.del(KEY);
    await store.records.commit(commit);
    await eventually(() => expect(follower.ids()).toEqual(["a"]));
    expect(follower.links.map(({ up }) => up)).toEqual([true, false, true]);
  });

  test("a stream whose last id is used up says that it takes no more, and is one again when it was deleted", async () => {
    const follower = follow(store, await startOf(store));
    await outsider.xadd(KEY, LAST_STREAM_ID, "id", "last");
    await eventually(() => expect(follower.entries().map(({ id }) => id)).toEqual([LAST_STREAM_ID]));
    await eventually(() =>
      expect(follower.links.at(-1)).toMatchObject({ up: false, error: expect.stringContaining("last id") }),
    );
    await outsider.del(KEY);
    await store.log.append("events", events("again"));
    await eventually(() => expect(follower.entries().at(-1)?.fields.id).toBe("again"));
    expect(follower.links.map(({ up }) => up)).toEqual([true, false, true]);
    expect(follower.gaps().map(({ reason }) => reason)).toEqual(["epoch"]);
  });

  test("a full memory is store_full, reading goes on, and it is over when there is room", async () => {
    await store.log.append("events", events("a"));
    await outsider.config("SET", "maxmemory", "1");
    const put = {
      puts: [{ collection: "c", key: "k", value: 1 }],
      appends: [{ stream: "events" as const, entry: event("b") }],
    };
    try {
      await expect(store.log.append("events", events("b"))).rejects.toMatchObject({ code: "store_full" });
      await expect(store.records.commit(put)).rejects.toMatchObject({ code: "store_full" });
      expect(await store.log.range("events", { limit: 10 })).toHaveLength(1);
      const away = { ...put, appends: [{ stream: "events" as const, entry: event("away") }] };
      await store.records.commit({ ...away, evenWhenFull: true });
      expect(await store.log.range("events", { limit: 10 })).toHaveLength(2);
    } finally {
      await outsider.config("SET", "maxmemory", "0");
    }
    await store.records.commit(put);
    expect(await store.log.range("events", { limit: 10 })).toHaveLength(3);
  });

  test("a Redis that can't save is store_full, but it is there and is read, and it is over when it can", async () => {
    await store.log.append("events", events("a"));
    const [, folder = ""] = (await outsider.config("GET", "dir")) as string[];
    const inTheWay = join(folder, "dump.rdb");
    const save = async (outcome: "ok" | "err") => {
      await outsider.bgsave();
      const told = `rdb_last_bgsave_status:${outcome}`;
      await eventually(async () => expect(await outsider.info("persistence")).toContain(told));
    };
    await outsider.config("SET", "save", "3600 1");
    await mkdir(inTheWay);
    try {
      await save("err");
      await expect(store.log.append("events", events("b"))).rejects.toMatchObject({
        code: "store_full",
        message: expect.stringContaining("MISCONF"),
      });
      expect(await store.ping()).toBeGreaterThan(0);
      expect(await store.log.range("events", { limit: 10 })).toHaveLength(1);
    } finally {
      await rmdir(inTheWay);
      await save("ok");
      await outsider.config("SET", "save", "");
    }
    await store.log.append("events", events("b"));
    expect(await store.log.range("events", { limit: 10 })).toHaveLength(2);
  });

  test("scripts that were flushed are sent again", async () => {
    await store.log.append("events", events("a"));
    await outsider.script("FLUSH");
    await store.log.append("events", events("b"));
    await outsider.script("FLUSH");
    expect((await store.log.info("events")).length).toBe(2);
  });

  test("our appends keep about as many entries as is set", async () => {
    for (let i = 0; i < 4000; i += 200)
      await store.log.append("events", events(...Array.from({ length: 200 }, (_, n) => `e${i + n}`)));
    const { length } = await store.log.info("events");
    expect(length).toBeGreaterThanOrEqual(1000);
    expect(length).toBeLessThan(1500);
  });

  test("a password that is wrong is told without being repeated", async () => {
    await outsider.config("SET", "requirepass", "right");
    try {
      const opening = openStore({
        dataDir: "not used",
        redisUrl: server.url.replace("//", "//:wrong-secret@"),
      });
      const error = await opening.catch((reason: unknown) => reason);
      expect(error).toMatchObject({
        code: "store_unavailable",
        message: expect.stringContaining("WRONGPASS"),
      });
      expect(JSON.stringify(error) + (error as Error).stack).not.toContain("wrong-secret");
    } finally {
      await outsider.config("SET", "requirepass", "");
    }
  });
});
