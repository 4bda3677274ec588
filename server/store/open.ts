import type { Store } from "./port.ts";
import { openRedisStore } from "./redis/index.ts";
import { openSqliteStore } from "./sqlite/index.ts";

export interface StoreOptions {
  dataDir: string;
  /** `redis://[user:password@]host:port[/db]`; without it the store is a file in `dataDir`. */
  redisUrl?: string;
  /** Redis only: our appends keep about this many entries in a stream. */
  streamMaxLength?: number;
  /** Hears of every trouble with the connection to the store, which recovers by itself. */
  onError?: (error: Error) => void;
}

/** Opens the store that is configured. Throws "store_unavailable", naming the file or host and port. */
export async function openStore({
  dataDir,
  redisUrl,
  streamMaxLength,
  onError,
}: StoreOptions): Promise<Store> {
  if (redisUrl === undefined) return openSqliteStore({ dataDir });
  return openRedisStore({ url: redisUrl, streamMaxLength, onError });
}
