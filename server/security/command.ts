import { AppError, isAppError } from "#lib/errors";
import { type Config, loadEnvFile, readConfig } from "#server/config";
import { createLogger } from "#server/log";
import { openStore } from "#server/store/open";
import { type Access, openAccess } from "./access.ts";

/** How the audit trail names whoever types on the server's machine. */
export const BY_COMMAND = "command line";

/**
 * Runs a program on the credentials of the server that is configured here, whether it runs or not: it notices within
 * two seconds. What a person can mend is said in a sentence.
 */
export async function runCommand(work: (access: Access, config: Config) => Promise<string>): Promise<void> {
  try {
    loadEnvFile();
    const config = readConfig();
    const store = await openStore({ dataDir: config.dataDir, redisUrl: config.redisUrl });
    try {
      const access = await openAccess({
        records: store.records,
        required: false,
        logger: createLogger("silent"),
      });
      process.stdout.write(`${await work(access, config)}\n`);
      access.close();
    } finally {
      await store.close();
    }
  } catch (error) {
    if (!isAppError(error)) throw error;
    process.stderr.write(`${sentenceOf(error)}\n`);
    process.exitCode = 1;
  }
}

const sentenceOf = ({ message, problems = [] }: AppError): string =>
  problems.length === 0 ? message : problems.map(({ loc, msg }) => `--${loc.join(".")} ${msg}`).join("\n");

/** "invalid" as a command's arguments are. */
export const badArguments = (message: string, usage: string): AppError =>
  new AppError("invalid", `${message}\nUsage: ${usage}`);
