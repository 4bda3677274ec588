import type { Redis } from "ioredis";
import { AppError } from "#lib/errors";
import type { Store } from "../port.ts";
import { checkClock } from "./clock.ts";
import { createCommandConnection, firstAnswer } from "./connection.ts";
import { createDailyLog } from "./daily-log.ts";
import { asking } from "./errors.ts";
import { checkServer, readInfo } from "./info.ts";
import { createInspect } from "./inspect.ts";
import { createRedisLeases } from "./leases.ts";
import { createRedisLog } from "./log.ts";
import { createRedisRecords } from "./records.ts";
import { withScripts } from "./scripts.ts";

export interface RedisStoreOptions {
  url: string;
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
  const { url, streamMaxLength, onWarning = () => undefined, onError = () => undefined } = options;
  const closing = new AbortController();
  const client = createCommandConnection(url, (error) => {
    if (!closing.signal.aborted) onError(error);
  });
  await firstAnswer(client, url);
  await checkSettings(client, onWarning);
  const run = withScripts(client);
  const maxLength = String(streamMaxLength ?? 0);

  return {
    kind: "redis",
    log: createRedisLog({ url, client, run, maxLength, closing: closing.signal }),
    records: { ...createRedisRecords({ client, run, maxLength }), ...createRedisLeases(client, run) },
    dailyLog: createDailyLog(client),
    inspect: createInspect(client, streamMaxLength ?? null),
    async ping() {
      const startedAt = performance.now();
      // Not PING: Redis refuses that one too while it can't save, and can be read all the same.
      await asking(client.time());
      return performance.now() - startedAt;
    },
    async close() {
      if (closing.signal.aborted) return;
      closing.abort(new AppError("shutting_down", "The store was closed"));
      // Answers what was sent before; when Redis is gone there is nobody to say goodbye to.
      await client.quit().catch(() => client.disconnect());
    },
  };
}

async function checkSettings(client: Redis, onWarning: (warning: string) => void): Promise<void> {
  try {
    const warnings = [...checkServer(await readInfo(client)), ...(await checkClock(client))];
    for (const warning of warnings) onWarning(warning);
  } catch (error) {
    client.disconnect();
    throw error;
  }
}
