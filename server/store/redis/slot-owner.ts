import { createConnection } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { AbstractConnector, Redis, type RedisOptions } from "ioredis";
import { messageOf } from "#lib/errors";
import type { RedisCluster, RedisNode } from "../redis-url.ts";

/** Nodes are asked one after the other: one that is silent must leave time for the others. */
const NODE_ANSWERS_WITHIN_MS = 1000;

type Emit = Parameters<AbstractConnector["connect"]>[0];

/**
 * Connects to the node of a cluster that has a key, which is another one after a failover: so it is asked anew for every
 * connection. All that belongs together has one slot (keys.ts), and so a plain connection is enough, with the same
 * promises as to a server that stands alone; ioredis' own client of clusters waits and sends again as it sees fit.
 */
export function toOwnerOf(key: string, place: RedisCluster, options: RedisOptions) {
  const { retryStrategy, disconnectTimeout = 0 } = options;
  return class extends AbstractConnector {
    constructor() {
      super(disconnectTimeout);
    }

    override async connect(emit: Emit) {
      this.connecting = true;
      for (let times = 1; this.connecting; times++) {
        const owner = await whoHas(key, place, options);
        if (!this.connecting) break;
        if (!(owner instanceof Error)) {
          this.stream = createConnection(owner);
          this.stream.once("error", (error) => {
            this.firstError = error;
          });
          return this.stream;
        }
        const waitMs = retryStrategy?.(times);
        if (typeof waitMs !== "number") throw owner;
        emit("error", owner);
        await sleep(waitMs);
      }
      throw new Error("Connection is closed.");
    }
  };
}

/** Who has the key, by the first node that knows; or why none does. */
async function whoHas(key: string, place: RedisCluster, options: RedisOptions): Promise<RedisNode | Error> {
  let last = "it has no nodes";
  for (const node of place.nodes) {
    try {
      return await ownerBy(node, place, key, options);
    } catch (error) {
      last = messageOf(error);
    }
  }
  return new Error(`no node of the cluster says where it is (${last})`);
}

async function ownerBy(
  node: RedisNode,
  { kind: _, nodes: __, ...login }: RedisCluster,
  key: string,
  { connectTimeout }: RedisOptions,
): Promise<RedisNode> {
  const client = new Redis({
    ...node,
    ...login,
    ...(connectTimeout !== undefined && { connectTimeout }),
    protocol: 2,
    commandTimeout: NODE_ANSWERS_WITHIN_MS,
    retryStrategy: null,
    enableReadyCheck: false,
  });
  let lastError: Error | undefined;
  client.on("error", (error) => {
    lastError = error;
  });
  try {
    const [slot, ranges] = await Promise.all([client.cluster("KEYSLOT", key), client.cluster("SLOTS")]);
    const owner = ranges.find(([from, to]) => from <= slot && slot <= to)?.[2];
    if (!owner) throw new Error(`nobody has slot ${slot}`);
    const [host, port] = owner;
    // A node that doesn't know its own address leaves it out.
    return { host: host || node.host, port };
  } catch (error) {
    throw lastError ?? error;
  } finally {
    client.disconnect();
  }
}
