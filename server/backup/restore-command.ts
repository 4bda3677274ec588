import { parseArgs } from "node:util";
import { argumentsBy, runCommand } from "#server/command";
import { restoreBackup } from "./restore.ts";

const USAGE = "npm run restore -- folder [--replace]";

await runCommand(async ({ dataDir, redisUrl }) => {
  const { from, replace } = argumentsBy(USAGE, argumentsOf);
  const store = redisUrl ? "redis" : "sqlite";
  const { made_at, files } = await restoreBackup({ from, dataDir, store, replace });
  return `${dataDir} is as it was on ${made_at}: ${files.map(({ name }) => name).join(", ")}.`;
});

function argumentsOf(args: string[]): { from: string; replace: boolean } {
  const options = { replace: { type: "boolean", default: false } } as const;
  const { values, positionals } = parseArgs({ args, options, allowPositionals: true });
  const [from, ...more] = positionals;
  if (from === undefined || more.length > 0) throw new Error("Name the backup's folder");
  return { from, replace: values.replace };
}
