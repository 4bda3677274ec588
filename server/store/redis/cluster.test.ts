import { Cluster, Redis } from "ioredis";
import { afterAll, beforeAll, beforeEach, describe, expect, inject, test } from "vitest";
import { events, eventually, follow } from "../contract/bench.ts";
import { describeStore } from "../contract.ts";
import { openStore } from "../open.ts";
import { dailyLogKey, streamKey } from "./keys.ts";
import { startTestCluster, type TestCluster } from "./test-cluster.ts";

const program = inject("redisServerPath");

describe.skipIf(program === null)("with a Redis Cluster", () => {
  let cluster: TestCluster;
  beforeAll(async () => {
    cluster = await startTestCluster(program ?? "");
  });
  beforeEach(() => cluster.flush());
  afterAll(() => cluster?.close());
  const open = () => openStore({ dataDir: "not used", redisUrl: cluster.url });

  describeStore("Redis Cluster", async () => {
    const outsider = new Redis(cluster.eventsAt.url);
    return {
      open,
      reset: cluster.flush,
      wipe: cluster.flush,
      backUpEvents: async () => {
        const dump = await outsider.dumpBuffer(streamKey("events"));
        return async () => void (await outsider.restore(streamKey("events"), 0, dump as Buffer, "REPLACE"));
      },
      close: async () => outsider.disconnect(),
    };
  });

  test("days are read and streams looked at wherever they are", async () => {
    const store = await open();
    const { hostname, port } = new URL(cluster.eventsAt.url);
    const outsider = new Cluster([{ host: hostname, port: Number(port) }]);
    // At more than one of the nodes.
    const dates = ["2026-02-03", "2026-02-04", "2026-02-05", "2026-02-06"];
    for (const date of dates) {
      await outsider.lpush(dailyLogKey(date), "1", "2");
      expect(await store.dailyLog?.length(date)).toBe(2);
      expect(await store.dailyLog?.read(date, { offset: 1 }, 5)).toEqual(["2"]);
    }
    const today = new Date().toISOString().slice(0, 10);
    await outsider.lpush(dailyLogKey(today), "1");
    outsider.disconnect();
    await store.log.append("missions", events("m"));
    const report = await store.inspect();
    expect(report.streams.map(({ holds, length }) => [holds, length])).toEqual([
      ["events", 0],
      ["missions", 1],
    ]);
    expect(report).toMatchObject({ daily_logs: [{ date: today, length: 1 }] });
    await store.close();
  });

  test("a node that is named as if it stood alone is refused with how to name the cluster", async () => {
    const opening = openStore({ dataDir: "not used", redisUrl: cluster.eventsAt.url });
    await expect(opening).rejects.toMatchObject({
      code: "store_unavailable",
      message: expect.stringContaining("redis+cluster://"),
    });
  });

  test("nodes that aren't there are told with what they answered", async () => {
    const opening = openStore({ dataDir: "not used", redisUrl: "redis+cluster://:secret@127.0.0.1:1" });
    await expect(opening).rejects.toMatchObject({
      code: "store_unavailable",
      message: expect.stringMatching(
        /^(?!.*secret)The Redis Cluster at 127\.0\.0\.1:1 can't be used: .*REFUSED/,
      ),
    });
  });

  test("when the node that has the events dies, writes and a follower go on at its replica", async () => {
    const store = await open();
    const follower = follow(store, await store.log.tip("events"));
    await store.log.append("events", events("a", "b"));
    await eventually(() => expect(follower.ids()).toEqual(["a", "b"]));
    const outsider = new Redis(cluster.replica.url);
    await outsider.readonly();
    await eventually(async () => expect(await outsider.xlen(streamKey("events"))).toBe(2));
    outsider.disconnect();

    await cluster.eventsAt.kill();
    await eventually(() => store.log.append("events", events("c")));
    await eventually(() => expect(follower.ids()).toEqual(["a", "b", "c"]));
    expect(follower.gaps()).toEqual([]);
    await store.close();
  });
});
