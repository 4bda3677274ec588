import { mkdirSync, writeFileSync } from "node:fs";
import { findRedisServer } from "../programs.ts";
import type { BenchOptions, Figure } from "./figure.ts";
import { measureFanOut } from "./figures/fan-out.ts";
import { measureFleet } from "./figures/fleet.ts";
import { measureHistory } from "./figures/history.ts";
import { measureIngest } from "./figures/ingest.ts";
import { measureLatency } from "./figures/latency.ts";
import { measureModuleApis } from "./figures/module-apis.ts";
import { type FigureName, readOptions, USAGE } from "./options.ts";
import { circumstances, isMet, tableOf } from "./report.ts";

const MEASURES: Record<FigureName, (options: BenchOptions) => Promise<Figure>> = {
  "fan-out": measureFanOut,
  latency: measureLatency,
  ingest: measureIngest,
  fleet: measureFleet,
  apis: measureModuleApis,
  history: measureHistory,
};

/** One figure that can't be had must not cost the others. */
function failed(name: string, error: unknown): Figure {
  process.exitCode = 1;
  return { name, failed: error instanceof Error ? error.message : String(error) };
}

const say = (line: string) => void process.stdout.write(`${line}\n`);

// Ending in order ends what was started, too.
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => process.exit(1));

try {
  const { only, ...chosen } = readOptions(process.argv.slice(2));
  const options: BenchOptions = { ...chosen, redisServer: findRedisServer(), say };
  const about = circumstances();
  if (about.loadBefore > about.cores / 2)
    say(`The machine is busy (load ${about.loadBefore.toFixed(1)}): CPU figures bear that, latencies don't.`);
  const figures: Figure[] = [];
  for (const name of only) {
    const startedAt = performance.now();
    say(`Measuring ${name} …`);
    figures.push(await MEASURES[name](options).catch((error: unknown) => failed(name, error)));
    say(`  done in ${Math.round((performance.now() - startedAt) / 1000)} s`);
  }
  say(`\n${tableOf(figures)}\n`);
  say(`Median of ${options.rounds} rounds; Node ${about.node}, ${about.cores} × ${about.cpu}`);
  const file = `bench-results/${about.date.replace(/[:.]/g, "-")}.json`;
  mkdirSync("bench-results", { recursive: true });
  writeFileSync(file, `${JSON.stringify({ ...about, ...chosen, figures }, null, 2)}\n`);
  say(`Written to ${file}`);
  // No figure fails a run: the machine may be busy. What was missed stands in the table.
  const missed = figures
    .flatMap((figure) => ("rows" in figure ? figure.rows : []))
    .filter((row) => !isMet(row));
  if (missed.length > 0) say(`${missed.length} goals were missed.`);
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n\n${USAGE}\n`);
  process.exitCode = 1;
}

// A figure that failed half-way may have left a program running, which ends with this one.
process.exit();
