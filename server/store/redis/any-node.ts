import { Cluster, type RedisOptions } from "ioredis";
import { AppError } from "#lib/errors";
import type { RedisCluster } from "../redis-url.ts";
import type { DayReader } from "./daily-log.ts";

/** What is read here is nothing that anybody waits for. */
const ANSWER_WITHIN_MS = 4000;
const RETRY_MS = 2000;

/** Reads whatever key at whichever node of a cluster has it: BRAiN's days, each of which has a slot of its own. */
export function createAnyNode({ kind: _, nodes, ...login }: RedisCluster) {
  const redisOptions: RedisOptions = { protocol: 2, commandTimeout: ANSWER_WITHIN_MS, ...login };
  const cluster = new Cluster([...nodes], {
    redisOptions,
    lazyConnect: true,
    clusterRetryStrategy: () => RETRY_MS,
  });
  // Whoever reads hears of it.
  cluster.on("error", () => undefined);

  /** It would wait for a cluster that isn't there for ever. */
  async function inTime<T>(command: Promise<T>): Promise<T> {
    const { promise: tooLate, reject } = Promise.withResolvers<never>();
    const late = setTimeout(
      () => reject(new AppError("store_unavailable", "Redis can't be used: the cluster doesn't answer")),
      ANSWER_WITHIN_MS,
    );
    try {
      return await Promise.race([command, tooLate]);
    } finally {
      clearTimeout(late);
    }
  }

  const reader: Pick<DayReader, "llen" | "lrange"> = {
    llen: (key) => inTime(cluster.llen(key)),
    lrange: (key, start, stop) => inTime(cluster.lrange(key, start, stop)),
  };
  return { reader, close: () => cluster.disconnect() };
}
