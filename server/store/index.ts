import { mkdirSync } from "node:fs";
import type { Config } from "#server/config";
import type { Logger } from "#server/log";
import { openStore } from "./open.ts";
import { type WatchedStore, watchSaving } from "./saving.ts";

/** The store that is configured, watched. Throws as `openStore` does. */
export async function openConfiguredStore(config: Config, logger: Logger): Promise<WatchedStore> {
  const { dataDir, redisUrl, eventLogMaxLength: streamMaxLength } = config;
  mkdirSync(dataDir, { recursive: true });
  const onWarning = (warning: string) => logger.warn({ warning }, "the store's settings are dangerous");
  return watchSaving(await openStore({ dataDir, redisUrl, streamMaxLength, onWarning }));
}
