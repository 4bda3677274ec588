import type { ChainableCommander, Redis } from "ioredis";
import { messageOf } from "#lib/errors";
import type { DailyLogReport, RedisReport, StreamGroup, StreamReport, StreamsReport } from "#lib/streams/api";
import { toSeconds } from "#lib/time";
import { secondsAhead } from "./clock.ts";
import type { DayReader } from "./daily-log.ts";
import { asking, storeError } from "./errors.ts";
import { readInfo } from "./info.ts";
import { dailyLogKey, streamKey } from "./keys.ts";

/** BRAiN keeps its days that long. */
const DAYS = 90;
const DAY_MS = 86_400_000;
const GROUPS = 50;
const CONSUMERS = 50;
/** Other streams are looked for among so many keys: SCAN in steps, never KEYS. */
const SCAN_STEPS = 10;
const SCANNED_AT_ONCE = 1000;
const OTHERS = 20;
/** Nodes of a stream that MEMORY USAGE measures to estimate the rest. */
const MEMORY_SAMPLES = "5";

export interface InspectedServers {
  events: Redis;
  missions: Redis;
  days: DayReader;
}

/**
 * What is in this Redis of BRAiN's and ours; of a cluster, the server that has the events. Only reads, and only so much that
 * nobody else waits for it.
 */
export function createInspect(servers: InspectedServers, keeps: number | null): () => Promise<StreamsReport> {
  return async () => {
    const client = servers.events;
    const ours = { events: streamKey("events"), missions: streamKey("missions") };
    const others = await asking(otherStreams(client, Object.values(ours)));
    const streams = await Promise.all([
      inspectStream(client, { name: ours.events, holds: "events", keeps }),
      inspectStream(servers.missions, { name: ours.missions, holds: "missions", keeps }),
      ...others.map((name) => inspectStream(client, { name, holds: "other", keeps: null })),
    ]);
    const redis = await asking(inspectServer(client));
    const daily_logs = await asking(inspectDays(servers.days, Date.now()));
    return { store: "redis", at: toSeconds(Date.now()), streams, daily_logs, redis };
  };
}

async function otherStreams(client: Redis, known: readonly string[]): Promise<string[]> {
  const found = new Set<string>();
  let cursor = "0";
  for (let step = 0; step < SCAN_STEPS; step++) {
    const [next, names] = await client.scan(
      cursor,
      "MATCH",
      "brain*",
      "COUNT",
      SCANNED_AT_ONCE,
      "TYPE",
      "stream",
    );
    for (const name of names) found.add(name);
    cursor = next;
    if (cursor === "0") break;
  }
  return [...found]
    .filter((name) => !known.includes(name))
    .sort()
    .slice(0, OTHERS);
}

type Named = Pick<StreamReport, "name" | "holds" | "keeps">;

async function inspectStream(client: Redis, named: Named): Promise<StreamReport> {
  const { name } = named;
  const nothing = { first_id: null, newest_id: null, last_id: null, removed: null, bytes: null, groups: [] };
  try {
    if ((await client.exists(name)) === 0) return { ...named, ...nothing, length: 0, problem: null };
    const info = pairs(await client.xinfo("STREAM", name));
    const length = Number(info.get("length"));
    const added = info.get("entries-added");
    return {
      ...named,
      length,
      first_id: idOf(info.get("first-entry")),
      newest_id: idOf(info.get("last-entry")),
      last_id: String(info.get("last-generated-id")),
      removed: typeof added === "number" ? Math.max(0, added - length) : null,
      bytes: await client.memory("USAGE", name, "SAMPLES", MEMORY_SAMPLES),
      groups: await inspectGroups(client, name),
      problem: null,
    };
  } catch (error) {
    // A key of the wrong type, or one that this user may not look at: the others can be told of all the same.
    const sentence = messageOf(error);
    if (!/^(WRONGTYPE|NOPERM|ERR)\b/.test(sentence)) throw storeError(error);
    return { ...named, ...nothing, length: 0, problem: sentence };
  }
}

async function inspectGroups(client: Redis, name: string): Promise<StreamGroup[]> {
  const groups = ((await client.xinfo("GROUPS", name)) as unknown[]).slice(0, GROUPS).map(pairs);
  const ask = client.pipeline();
  for (const group of groups) ask.xinfo("CONSUMERS", name, String(group.get("name")));
  const consumers = await answers(ask);
  return groups.map((group, i) => ({
    name: String(group.get("name")),
    pending: Number(group.get("pending")),
    lag: typeof group.get("lag") === "number" ? Number(group.get("lag")) : null,
    last_delivered_id: String(group.get("last-delivered-id")),
    consumers: (Array.isArray(consumers[i]) ? consumers[i] : [])
      .map(pairs)
      .map((consumer) => ({
        name: String(consumer.get("name")),
        pending: Number(consumer.get("pending")),
        idle_seconds: toSeconds(Number(consumer.get("idle"))),
      }))
      .sort((a, b) => b.pending - a.pending || a.idle_seconds - b.idle_seconds)
      .slice(0, CONSUMERS),
  }));
}

async function inspectDays(client: DayReader, now: number): Promise<DailyLogReport[]> {
  // A producer's clock may be ahead of ours.
  const dates = Array.from({ length: DAYS + 2 }, (_, i) =>
    new Date(now + DAY_MS - i * DAY_MS).toISOString().slice(0, 10),
  );
  // A day that is no list has no length.
  const lengths = await Promise.all(
    dates.map((date) =>
      client.llen(dailyLogKey(date)).catch((error: unknown) => {
        if (/^(WRONGTYPE|NOPERM)\b/.test(messageOf(error))) return 0;
        throw error;
      }),
    ),
  );
  return dates.map((date, i) => ({ date, length: lengths[i] ?? 0 })).filter(({ length }) => length > 0);
}

async function inspectServer(client: Redis): Promise<RedisReport> {
  const clock = await secondsAhead(client);
  const info = await readInfo(client);
  // Who rents a Redis is often not allowed to ask for its settings.
  const fsync = await client.config("GET", "appendfsync").catch(() => []);
  const maxBytes = Number(info.get("maxmemory"));
  const lastSave = Number(info.get("rdb_last_save_time"));
  return {
    version: info.get("redis_version") ?? "unknown",
    used_bytes: Number(info.get("used_memory")) || 0,
    max_bytes: maxBytes > 0 ? maxBytes : null,
    eviction_policy: info.get("maxmemory_policy") ?? "unknown",
    aof: info.get("aof_enabled") === "1",
    fsync: Array.isArray(fsync) && typeof fsync[1] === "string" ? fsync[1] : null,
    last_save: lastSave > 0 ? lastSave : null,
    clock_seconds: clock,
  };
}

/** The answers of a pipeline; null in the place of one that failed. */
async function answers(pipeline: ChainableCommander): Promise<unknown[]> {
  return ((await pipeline.exec()) ?? []).map(([error, answer]) => (error ? null : answer));
}

/** A map as RESP2 has it: name, value, name, value ... */
function pairs(reply: unknown): Map<string, unknown> {
  const flat = Array.isArray(reply) ? reply : [];
  return new Map(flat.flatMap((name, i) => (i % 2 === 0 ? [[String(name), flat[i + 1]]] : [])));
}

const idOf = (entry: unknown): string | null => (Array.isArray(entry) ? String(entry[0]) : null);
