import type { Redis } from "ioredis";
import { AppError, messageOf } from "#lib/errors";
import type { RedisPlace } from "../redis-url.ts";
import { storeError } from "./errors.ts";

/** The oldest that counts what leaves a stream, and tells a group's lag. */
const OLDEST_MAJOR = 7;

/** The texts of INFO, name to value; empty where this user isn't allowed to ask. */
export async function readInfo(client: Redis): Promise<Map<string, string>> {
  try {
    return parseInfo(await client.info());
  } catch (error) {
    if (messageOf(error).startsWith("NOPERM")) return new Map();
    throw storeError(error);
  }
}

export function parseInfo(text: string): Map<string, string> {
  const lines = text.split("\r\n").filter((line) => line.includes(":"));
  return new Map(lines.map((line) => [line.slice(0, line.indexOf(":")), line.slice(line.indexOf(":") + 1)]));
}

/**
 * What is dangerous about a Redis, in sentences. Throws "store_unavailable" for one that is too old, and for a node of a
 * cluster that was named as if it stood alone: it has only some of the keys.
 */
export function checkServer(
  info: ReadonlyMap<string, string>,
  kind: RedisPlace["kind"] = "server",
): string[] {
  const version = info.get("redis_version");
  if (version !== undefined && Number.parseInt(version, 10) < OLDEST_MAJOR)
    throw new AppError(
      "store_unavailable",
      `This Redis has version ${version}: Brainwave needs version ${OLDEST_MAJOR} or later`,
    );
  if (info.get("redis_mode") === "cluster" && kind !== "cluster")
    throw new AppError(
      "store_unavailable",
      "This Redis is a node of a Redis Cluster: name the cluster, with redis+cluster://host:port[,host:port…]",
    );
  const policy = info.get("maxmemory_policy");
  if (policy === undefined || policy === "noeviction") return [];
  return [
    `Redis may throw away events and records when its memory is full (maxmemory-policy is ${policy}): set it to noeviction`,
  ];
}
