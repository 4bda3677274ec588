import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { event, events, eventually, follow, numbered, startOf } from "../contract/bench.ts";
import { openStore } from "../open.ts";
import type { Store } from "../port.ts";
import { startTestServer, type TestServer } from "./test-server.ts";

const program = inject("redisServerPath");

describe.skipIf(program === null)("a Redis that fails", () => {
  let server: TestServer;
  let store: Store;
  const errors: Error[] = [];
  beforeAll(async () => {
    server = await startTestServer(program ?? undefined);
    store = await openStore({
      dataDir: "not used",
      redisUrl: server.url,
      onError: (error) => errors.push(error),
    });
  });
  afterAll(async () => {
    await store?.close();
    await server?.close();
  });

  const everyVerb = () => [
    store.log.append("events", [event("x")]),
    store.log.range("events", { limit: 1 }),
    store.log.info("events"),
    store.log.oldest("events"),
    store.dailyLog?.read("2026-01-01", { offset: 0 }, 1),
    store.inspect(),
    store.log.trim("events", "1-0"),
    store.records.get("c", "k"),
    store.records.list("c"),
    store.records.commit({ puts: [{ collection: "c", key: "k", value: 1 }] }),
    store.records.acquireLease("l", "me", 1000),
    store.records.leaseHolder("l"),
    store.ping(),
  ];

  test("killed: every command says store_unavailable, and all is well when it is back", async () => {
    await store.ping();
    await server.kill();
    for (const result of await Promise.allSettled(everyVerb()))
      expect(result).toMatchObject({ status: "rejected", reason: { code: "store_unavailable" } });
    await server.start();
    await eventually(() => store.ping());
    await Promise.all(everyVerb());
    expect(errors.length).toBeGreaterThan(0);
  });

  test("silent: every command gives up by itself", async () => {
    server.freeze();
    try {
      for (const result of await Promise.allSettled(everyVerb()))
        expect(result).toMatchObject({ status: "rejected", reason: { code: "store_unavailable" } });
    } finally {
      server.thaw();
    }
    await eventually(() => store.ping());
  });

  test("killed under a follower: it says so, and delivers everything once", async () => {
    const follower = follow(store, await store.log.tip("events"));
    await eventually(() => expect(follower.isUp()).toBe(true));
    for (let round = 0; round < 3; round++) {
      const [first, last] = [round * 20 + 1, round * 20 + 20];
      await store.log.append("events", events(...numbered(first, last - 10)));
      await server.kill();
      await eventually(() => expect(follower.links.at(-1)).toMatchObject({ up: false }));
      await server.start();
      await eventually(() => store.ping());
      await store.log.append("events", events(...numbered(last - 9, last)));
      await eventually(() => expect(follower.ids()).toEqual(numbered(1, last)));
    }
    expect(follower.gaps()).toEqual([]);
    expect(follower.links.map(({ up }) => up)).toEqual([true, false, true, false, true, false, true]);
  });

  test("silent under a follower: it notices by itself, and goes on where it was", async () => {
    const follower = follow(store, await store.log.tip("events"));
    await eventually(() => expect(follower.isUp()).toBe(true));
    server.freeze();
    await eventually(() => expect(follower.links.at(-1)).toMatchObject({ up: false }));
    server.thaw();
    await eventually(() => store.ping());
    await store.log.append("events", events("after"));
    await eventually(() => expect(follower.ids()).toEqual(["after"]));
    expect(follower.gaps()).toEqual([]);
  });

  test("gone: a follower can still be stopped, and the store closed", async () => {
    const gone = await startTestServer(program ?? undefined);
    const orphan = await openStore({ dataDir: "not used", redisUrl: gone.url });
    const follower = follow(orphan, await startOf(orphan));
    await eventually(() => expect(follower.isUp()).toBe(true));
    await gone.close();
    await eventually(() => expect(follower.isUp()).toBe(false));
    await follower.stop();
    await orphan.close();
  });

  test("not there at the start: one sentence with host and port, without the password", async () => {
    const url = "redis://someone:secret@127.0.0.1:1/0";
    const opening = openStore({ dataDir: "not used", redisUrl: url });
    await expect(opening).rejects.toMatchObject({
      code: "store_unavailable",
      message: expect.stringMatching(/^Redis at 127\.0\.0\.1:1 can't be used: (?!.*secret)/),
    });
  });
});
