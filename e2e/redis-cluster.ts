import { setTimeout as sleep } from "node:timers/promises";
import { freePort } from "./free-port.ts";
import { type RedisProcess, startRedis } from "./redis-process.ts";

/** So that the events and the missions are at different nodes. */
const SLOTS = [
  [0, 5460],
  [5461, 11922],
  [11923, 16383],
] as const;
const PATIENCE_MS = 30_000;

/** A real Redis Cluster. */
export interface RedisClusterProcess {
  /** As REDIS_URL takes it; the node that has the events isn't named. */
  url: string;
  eventsAt: RedisProcess;
  /** Of the node that has the events. */
  replica: RedisProcess;
  close(): Promise<void>;
}

export async function startRedisCluster(
  program: string | null,
  { nodeTimeoutMs }: { nodeTimeoutMs: number },
): Promise<RedisClusterProcess> {
  const nodes = await Promise.all([node(), node(), node(), node()]);
  const [first, eventsAt, third, replica] = nodes;
  for (const [i, { redis }] of [first, eventsAt, third].entries()) {
    const [from, to] = SLOTS[i] as (typeof SLOTS)[number];
    await redis.cli("CLUSTER", "ADDSLOTSRANGE", String(from), String(to));
    await redis.cli("CLUSTER", "SET-CONFIG-EPOCH", String(i + 1));
  }
  for (const { redis, busPort } of nodes.slice(1))
    await first.redis.cli("CLUSTER", "MEET", "127.0.0.1", String(redis.port), String(busPort));
  await all("knows all others", async ({ redis }) =>
    /cluster_state:ok[\s\S]*cluster_known_nodes:4/.test(await redis.cli("CLUSTER", "INFO")),
  );
  await replica.redis.cli("CLUSTER", "REPLICATE", await eventsAt.redis.cli("CLUSTER", "MYID"));
  await all("knows the replica", async ({ redis }) =>
    (await redis.cli("CLUSTER", "SLOTS")).split("\n").includes(String(replica.redis.port)),
  );
  return {
    url: `redis+cluster://127.0.0.1:${first.redis.port},127.0.0.1:${third.redis.port}`,
    eventsAt: eventsAt.redis,
    replica: replica.redis,
    close: async () => void (await Promise.all(nodes.map(({ redis }) => redis.close()))),
  };

  async function node() {
    const busPort = await freePort();
    const server = {
      "cluster-enabled": "yes",
      "cluster-port": busPort,
      "cluster-node-timeout": nodeTimeoutMs,
    };
    return { busPort, redis: await startRedis(program, { server }) };
  }

  async function all(what: string, check: (one: (typeof nodes)[number]) => Promise<boolean>): Promise<void> {
    const deadline = performance.now() + PATIENCE_MS;
    for (const one of nodes)
      while (!(await check(one))) {
        if (performance.now() > deadline) throw new Error(`Not every node of the cluster ${what}`);
        await sleep(20);
      }
  }
}
