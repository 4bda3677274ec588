import { Redis } from "ioredis";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { events, eventually, follow } from "../contract/bench.ts";
import { openStore } from "../open.ts";
import { startTestSentinel, type TestSentinel } from "./test-sentinel.ts";
import { startTestServer, type TestServer } from "./test-server.ts";

const program = inject("redisServerPath");

describe.skipIf(program === null)("Redis behind sentinels", () => {
  let primary: TestServer;
  let replica: TestServer;
  let sentinel: TestSentinel;
  beforeAll(async () => {
    primary = await startTestServer(program ?? undefined);
    replica = await startTestServer(program ?? undefined);
    const outsider = new Redis(replica.url);
    await outsider.replicaof("127.0.0.1", primary.port);
    await eventually(async () => expect(await outsider.info("replication")).toContain("link_status:up"));
    outsider.disconnect();
    sentinel = await startTestSentinel(program ?? "", primary.port);
  });
  afterAll(async () => {
    await sentinel?.close();
    await replica?.close();
    await primary?.close();
  });

  const open = (address: string) =>
    openStore({ dataDir: "not used", redisUrl: `redis+sentinel://:secret@${address}` });

  test("a name that they don't know, and sentinels that aren't there, are each told in a sentence", async () => {
    const refused = (sentence: string) => ({
      code: "store_unavailable",
      message: expect.stringMatching(new RegExp(`^(?!.*secret)${sentence}`)),
    });
    const at = `127.0.0.1:${sentinel.port}`;
    await expect(open(`${at}/other`)).rejects.toMatchObject(
      refused(
        `Redis "other" of the sentinels at ${at} can't be used: no sentinel says where it is .*No such master`,
      ),
    );
    await expect(open("127.0.0.1:1/mymaster")).rejects.toMatchObject(
      refused(
        'Redis "mymaster" of the sentinels at 127.0.0.1:1 can\'t be used: no sentinel says where it is',
      ),
    );
  });

  test("when the primary dies, writes and a follower go on at the one that takes over", async () => {
    const watcher = new Redis(sentinel.port);
    await eventually(async () =>
      expect(await watcher.call("SENTINEL", "REPLICAS", "mymaster")).toHaveLength(1),
    );
    watcher.disconnect();
    // The first of them is not there: the next is asked.
    const url = `redis+sentinel://127.0.0.1:1,127.0.0.1:${sentinel.port}/mymaster`;
    const store = await openStore({ dataDir: "not used", redisUrl: url });
    const follower = follow(store, await store.log.tip("events"));
    await store.log.append("events", events("a", "b"));
    await eventually(() => expect(follower.ids()).toEqual(["a", "b"]));
    const outsider = new Redis(replica.url);
    await eventually(async () => expect(await outsider.xlen("brain:events:stream")).toBe(2));
    outsider.disconnect();

    await primary.kill();
    await eventually(() => store.log.append("events", events("c")));
    await eventually(() => expect(follower.ids()).toEqual(["a", "b", "c"]));
    expect(follower.gaps()).toEqual([]);
    await store.close();
  });
});
