import { refuseDecided } from "#server/backup/restore";
import { runCommand } from "#server/command";
import type { Config } from "#server/config";
import { createLogger } from "#server/log";
import { visitDataDir } from "#server/store/lock";
import { openStore } from "#server/store/open";
import { type Access, openAccess } from "./access.ts";

/** How the audit trail names whoever types on the server's machine. */
export const BY_COMMAND = "command line";

type Work = (access: Access, config: Config) => Promise<string>;

/** Runs a program on the credentials of the server that is configured here, whether it runs or not: it notices within two seconds. */
export function runAccessCommand(work: Work): Promise<void> {
  return runCommand(async (config) => {
    // A restore touches no credentials in Redis.
    if (config.redisUrl) return withAccess(config, work);
    const visit = visitDataDir(config.dataDir);
    try {
      refuseDecided(config.dataDir);
      return await withAccess(config, work);
    } finally {
      visit.leave();
    }
  });
}

async function withAccess(config: Config, work: Work): Promise<string> {
  const store = await openStore({ dataDir: config.dataDir, redisUrl: config.redisUrl });
  try {
    const logger = createLogger("silent");
    const access = await openAccess({ records: store.records, required: false, logger });
    const answer = await work(access, config);
    access.close();
    return answer;
  } finally {
    await store.close();
  }
}
