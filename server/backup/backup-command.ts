import { join } from "node:path";
import { parseArgs } from "node:util";
import { argumentsBy, runCommand } from "#server/command";
import { makeBackup } from "./make.ts";

const USAGE = "npm run backup [-- folder]";

/** What Redis's own backup must hold (store/redis/keys.ts). */
const IN_REDIS =
  "The events and records are in Redis and not in this backup: back them up there (RDB or append-only file), with all keys brain:events:stream, brain.events.missions, brain:events:log:*, {brain:events:stream}:* and {brain.events.missions}:*.";

await runCommand(async ({ dataDir, redisUrl }) => {
  const now = new Date();
  const named = argumentsBy(USAGE, folderOf);
  const to = named ?? join(dataDir, "backups", now.toISOString().replaceAll(":", "-"));
  const files = await makeBackup({ dataDir, store: redisUrl ? "redis" : "sqlite", to, now });
  if (redisUrl) process.stderr.write(`${IN_REDIS}\n`);
  for (const { name, bytes } of files) process.stderr.write(`${name} ${(bytes / 1e6).toFixed(1)} MB\n`);
  // The folder on a line of its own, for scripts; what is said of it goes elsewhere.
  return to;
});

function folderOf(args: string[]): string | undefined {
  const { positionals } = parseArgs({ args, allowPositionals: true });
  if (positionals.length > 1) throw new Error("One folder at most");
  return positionals[0];
}
