import { Redis } from "ioredis";
import { expect } from "vitest";
import { freePort } from "#server/free-port.fixture";
import { eventually } from "../contract/bench.ts";
import { startTestServer, type TestServer } from "./test-server.ts";

/** So that the events, the missions and most days are at different nodes. */
const SLOTS = [
  [0, 5460],
  [5461, 11922],
  [11923, 16383],
] as const;
const NODE_TIMEOUT_MS = 1500;

export interface TestCluster {
  /** As REDIS_URL takes it; the one that has the events isn't named. */
  url: string;
  eventsAt: TestServer;
  /** Of the one that has the events. */
  replica: TestServer;
  flush(): Promise<void>;
  close(): Promise<void>;
}

/** A real Redis Cluster of three primaries, with a replica of the one that has the events. */
export async function startTestCluster(program: string): Promise<TestCluster> {
  const [first, eventsAt, third, replica] = await Promise.all([node(), node(), node(), node()]);
  const all = [first, eventsAt, third, replica];
  const primaries = [first, eventsAt, third];
  for (const [i, { client }] of primaries.entries()) {
    const [from, to] = SLOTS[i] as (typeof SLOTS)[number];
    await client.call("CLUSTER", "ADDSLOTSRANGE", from, to);
    await client.call("CLUSTER", "SET-CONFIG-EPOCH", i + 1);
  }
  for (const { server, busPort } of all.slice(1))
    await first.client.call("CLUSTER", "MEET", "127.0.0.1", server.port, busPort);
  const agree = async () => {
    for (const { client } of all)
      expect(await client.cluster("INFO")).toMatch(/cluster_state:ok[\s\S]*cluster_known_nodes:4/);
  };
  await eventually(agree);
  await replica.client.call("CLUSTER", "REPLICATE", String(await eventsAt.client.cluster("MYID")));
  await eventually(async () => expect(await replica.client.info("replication")).toContain("link_status:up"));
  await eventually(async () =>
    expect(JSON.stringify(await first.client.cluster("SLOTS"))).toContain(
      `"127.0.0.1",${replica.server.port}`,
    ),
  );

  return {
    url: `redis+cluster://127.0.0.1:${first.server.port},127.0.0.1:${third.server.port}`,
    eventsAt: eventsAt.server,
    replica: replica.server,
    flush: async () => void (await Promise.all(primaries.map(({ client }) => client.flushall()))),
    async close() {
      for (const { client, server } of all) {
        client.disconnect();
        await server.close();
      }
    },
  };

  async function node() {
    const busPort = await freePort();
    const server = await startTestServer(program, [
      ...["--cluster-enabled", "yes", "--cluster-port", String(busPort)],
      ...["--cluster-node-timeout", String(NODE_TIMEOUT_MS)],
    ]);
    const client = new Redis(server.url);
    client.on("error", () => undefined);
    return { server, client, busPort };
  }
}
