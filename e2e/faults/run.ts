import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { parseArgs } from "node:util";
import { findRedisServer } from "../programs.ts";
import { play } from "./play.ts";
import {
  circumstances,
  describe,
  merge,
  type Report,
  type Result,
  reliabilityTable,
  withTable,
} from "./report.ts";
import { SCENARIOS } from "./scenarios/index.ts";

const USAGE = "npm run faults -- [S01 S04 …] [--quick] [--report file.json | --publish]";
const REPORT = ".next-test/faults.json";
/** The report that the README's table is made from. */
const PUBLISHED = "e2e/faults/report.json";

const say = (line: string) => void process.stdout.write(`${line}\n`);

// Ending in order ends what was started, too.
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => process.exit(1));

try {
  const { values, positionals } = parseArgs({
    args: process.argv.slice(2),
    options: {
      quick: { type: "boolean", default: false },
      report: { type: "string", default: REPORT },
      publish: { type: "boolean", default: false },
    },
    allowPositionals: true,
  });
  const about = circumstances();
  const results: Result[] = [];
  for (const scenario of chosen(positionals)) {
    const result = await play(scenario, { full: !values.quick, clock: true, redisServer: findRedisServer() });
    say(describe(result));
    results.push(result);
  }
  const file = values.publish ? PUBLISHED : values.report;
  const report = merge(read(file), about, results);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, `${JSON.stringify(report, null, 2)}\n`);
  if (values.publish)
    writeFileSync(
      "README.md",
      withTable(readFileSync("README.md", "utf8"), reliabilityTable(SCENARIOS, report)),
    );
  const failed = results.filter(({ passed }) => !passed);
  say(`\n${results.length - failed.length} passed, ${failed.length} failed. Written to ${file}`);
  if (failed.length > 0) process.exitCode = 1;
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n\n${USAGE}\n`);
  process.exitCode = 1;
}

// A scenario that failed half-way may have left a program running, which ends with this one.
process.exit();

function chosen(names: readonly string[]) {
  const unknown = names.filter((name) => !SCENARIOS.some(({ id }) => id === name.toUpperCase()));
  if (unknown.length > 0)
    throw new Error(`There is no ${unknown.join(", ")}, but ${SCENARIOS.map(({ id }) => id).join(", ")}`);
  const wanted = names.map((name) => name.toUpperCase());
  return names.length === 0
    ? SCENARIOS.filter(({ byNameOnly }) => !byNameOnly)
    : SCENARIOS.filter(({ id }) => wanted.includes(id));
}

/** What was not run this time keeps its last result. */
function read(file: string): Report | null {
  return existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : null;
}
