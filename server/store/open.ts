import { AppError } from "#lib/errors";
import type { Store } from "./port.ts";
import { openRedisStore } from "./redis/index.ts";
import { REDIS_URL_FORMS, readRedisUrl } from "./redis-url.ts";
import { openSqliteStore } from "./sqlite/index.ts";

export interface StoreOptions {
  dataDir: string;
  /** A server or its sentinels, as `redis-url.ts` reads it; without it the store is a file in `dataDir`. */
  redisUrl?: string;
  /** About how many entries a stream keeps: in Redis our appends see to it, in the file retention.ts does. */
  streamMaxLength?: number;
  /** Hears, at the opening, in a sentence, what is dangerous about the store's settings. */
  onWarning?: (warning: string) => void;
  /** Hears of every trouble with the connection to the store, which recovers by itself. */
  onError?: (error: Error) => void;
}

/**
 * Opens the store that is configured. Throws "store_unavailable", naming the file or host and port, and "invalid" for an
 * address that is none.
 */
export async function openStore({
  dataDir,
  redisUrl,
  streamMaxLength,
  onWarning,
  onError,
}: StoreOptions): Promise<Store> {
  if (redisUrl === undefined) return openSqliteStore({ dataDir, streamMaxLength });
  const place = readRedisUrl(redisUrl);
  if (!place) throw new AppError("invalid", `The address of Redis ${REDIS_URL_FORMS}`);
  return openRedisStore({ place, streamMaxLength, onWarning, onError });
}
