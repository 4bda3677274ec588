// What stands behind every script of package.json: it finds or makes what the command needs, then runs it.
// Plain JavaScript without dependencies, because nothing is installed yet and the Node may be an old one.
import { passSignalsOn } from "./children.mjs";
import { Stop } from "./say.mjs";
import { bench, develop, faults, run, serve } from "./serve.mjs";
import { check, test } from "./test.mjs";

/** @type {Record<string, (args: string[]) => Promise<void>>} */
const commands = {
  start: (args) => serve(args),
  demo: (args) => serve(["--demo", ...args]),
  dev: develop,
  check,
  test,
  bench,
  faults,
  user: (args) => run("server/security/user-command.ts", args),
  token: (args) => run("server/security/token-command.ts", args),
  backup: (args) => run("server/backup/backup-command.ts", args),
  restore: (args) => run("server/backup/restore-command.ts", args),
};

const [name = "", ...args] = process.argv.slice(2);
const command = commands[name];
passSignalsOn();
try {
  if (!command) throw new Stop(`Usage: npm run ${Object.keys(commands).join(" | ")}`);
  await command(args);
} catch (error) {
  if (!(error instanceof Stop)) throw error;
  if (error.output) process.stderr.write(`\n${error.output}\n`);
  process.stderr.write(`\n${error.message}\n`);
  process.exitCode = 1;
}
