import type { Store } from "./port.ts";
import { openRedisStore } from "./redis/index.ts";
import { openSqliteStore } from "./sqlite/index.ts";

export interface StoreOptions {
  dataDir: string;
  /** `redis://[user:password@]host:port[/db]`; without it the store is a file in `dataDir`. */
  redisUrl?: string;
  /** About how many entries a stream keeps: in Redis our appends see to it, in the file retention.ts does. */
  streamMaxLength?: number;
  /** Hears, at the opening, in a sentence, what is dangerous about the store's settings. */
  onWarning?: (warning: string) => void;
  /** Hears of every trouble with the connection to the store, which recovers by itself. */
  onError?: (error: Error) => void;
}

/** Opens the store that is configured. Throws "store_unavailable", naming the file or host and port. */
export async function openStore({
  dataDir,
  redisUrl,
  streamMaxLength,
  onWarning,
  onError,
}: StoreOptions): Promise<Store> {
  if (redisUrl === undefined) return openSqliteStore({ dataDir, streamMaxLength });
  return openRedisStore({ url: redisUrl, streamMaxLength, onWarning, onError });
}
