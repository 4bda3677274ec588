import type { Redis } from "ioredis";
import { AppError } from "#lib/errors";
import type { Store, StreamName } from "../port.ts";
import type { RedisPlace } from "../redis-url.ts";
import { createAnyNode } from "./any-node.ts";
import { checkClock } from "./clock.ts";
import { createCommandConnection, firstAnswer } from "./connection.ts";
import { createDailyLog } from "./daily-log.ts";
import { asking } from "./errors.ts";
import { checkServer, readInfo } from "./info.ts";
import { createInspect } from "./inspect.ts";
import { streamKey } from "./keys.ts";
import { createRedisLeases } from "./leases.ts";
import { createRedisLog } from "./log.ts";
import { createRedisRecords } from "./records.ts";
import { withScripts } from "./scripts.ts";

export interface RedisStoreOptions {
  place: RedisPlace;
  /** Our appends keep about this many entries in a stream; as long as it gets when left out. */
  streamMaxLength?: number;
  /** Hears, at the opening, in a sentence, what is dangerous about this Redis's settings. */
  onWarning?: (warning: string) => void;
  /** Hears of every trouble with the connection; the store recovers by itself. */
  onError?: (error: Error) => void;
}

/**
 * The store in Redis (7 or later), shared with BRAiN and other gateways. What it acknowledges is as durable as
 * Redis's own settings say. Throws "store_unavailable" when it gets no answer within 5 s.
 */
export async function openRedisStore(options: RedisStoreOptions): Promise<Store> {
  const { place, streamMaxLength, onWarning = () => undefined, onError = () => undefined } = options;
  const closing = new AbortController();
  const connect = async (stream: StreamName) => {
    const client = createCommandConnection(place, streamKey(stream), (error) => {
      if (!closing.signal.aborted) onError(error);
    });
    await firstAnswer(client, place);
    return { client, run: withScripts(client) };
  };
  const events = await connect("events");
  const { client, run } = events;
  await checkSettings(client, place, onWarning);
  const missions = place.kind === "cluster" ? await connect("missions") : events;
  const days = place.kind === "cluster" ? createAnyNode(place) : null;
  const maxLength = String(streamMaxLength ?? 0);
  const inspected = { events: client, missions: missions.client, days: days?.reader ?? client };

  return {
    kind: "redis",
    log: createRedisLog({ place, servers: { events, missions }, maxLength, closing: closing.signal }),
    records: { ...createRedisRecords({ client, run, maxLength }), ...createRedisLeases(client, run) },
    dailyLog: createDailyLog(days?.reader ?? client),
    inspect: createInspect(inspected, streamMaxLength ?? null),
    async ping() {
      const startedAt = performance.now();
      // Not PING: Redis refuses that one too while it can't save, and can be read all the same.
      await Promise.all([asking(client.time()), asking(missions.client.time())]);
      return performance.now() - startedAt;
    },
    async close() {
      if (closing.signal.aborted) return;
      closing.abort(new AppError("shutting_down", "The store was closed"));
      days?.close();
      // Answers what was sent before; when Redis is gone there is nobody to say goodbye to.
      for (const each of new Set([client, missions.client])) await each.quit().catch(() => each.disconnect());
    },
  };
}

async function checkSettings(
  client: Redis,
  { kind }: RedisPlace,
  onWarning: (warning: string) => void,
): Promise<void> {
  try {
    const warnings = [...checkServer(await readInfo(client), kind), ...(await checkClock(client))];
    for (const warning of warnings) onWarning(warning);
  } catch (error) {
    client.disconnect();
    throw error;
  }
}
