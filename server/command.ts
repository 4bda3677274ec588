import { AppError, isAppError, messageOf } from "#lib/errors";
import { type Config, loadEnvFile, readConfig } from "./config.ts";

/** Runs a program with the server's settings and prints its answer. What a person can mend is said in a sentence. */
export async function runCommand(work: (config: Config) => Promise<string>): Promise<void> {
  try {
    loadEnvFile();
    process.stdout.write(`${await work(readConfig())}\n`);
  } catch (error) {
    if (!isAppError(error)) throw error;
    process.stderr.write(`${sentenceOf(error)}\n`);
    process.exitCode = 1;
  }
}

const sentenceOf = ({ message, problems = [] }: AppError): string =>
  problems.length === 0 ? message : problems.map(({ loc, msg }) => `--${loc.join(".")} ${msg}`).join("\n");

/** What `parse` makes of a command's arguments, which it may refuse by throwing. */
export function argumentsBy<T>(usage: string, parse: (args: string[]) => T): T {
  try {
    return parse(process.argv.slice(2));
  } catch (error) {
    throw badArguments(messageOf(error), usage);
  }
}

/** "invalid" as a command's arguments are. */
export const badArguments = (message: string, usage: string): AppError =>
  new AppError("invalid", `${message}\nUsage: ${usage}`);
