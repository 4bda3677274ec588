import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { noTests, sum } from "./counts.mjs";
import { ensureInstalled } from "./install.mjs";
import { chooseNode } from "./node.mjs";
import { Stop, say, secondsSince, tailOf } from "./say.mjs";
import { allStages, quickStages } from "./stages.mjs";
import { ensureTools } from "./tools-install.mjs";
import { inTurn } from "./turns.mjs";

/**
 * @typedef {import("./stages.mjs").Stage} Stage
 * @typedef {import("./stages.mjs").Result} Result
 */

const NEED_TOOLS = ["store", "integration", "faults", "e2e"];

const NEED_BUILD = ["faults", "e2e"];

/** The fast part of the tests: lint, types, unit. */
export async function check() {
  await ensureInstalled();
  await runStages(quickStages);
}

/** All tests, or those of `--only=unit,e2e`. @param {string[]} args */
export async function test(args) {
  const stages = chosenStages(args);
  await ensureInstalled();
  if (NEED_TOOLS.some((name) => name in stages)) await ensureTools();
  await inTurn("test", () => runStages(stages));
}

/** @param {string[]} args @returns {Record<string, Stage>} */
function chosenStages(args) {
  if (args.length === 0) return allStages;
  const names = args.flatMap((arg) => arg.replace(/^--only=/, "").split(","));
  const unknown = names.filter((name) => !(name in allStages));
  if (unknown.length > 0) {
    throw new Stop(`There is no stage ${unknown.join(", ")}. Stages: ${Object.keys(allStages).join(", ")}.`);
  }
  return Object.fromEntries(Object.entries(allStages).filter(([name]) => names.includes(name)));
}

/**
 * Runs every stage, also after one that failed: a person wants all the news at once.
 * @param {Record<string, Stage>} stages
 */
async function runStages(stages) {
  const node = chooseNode();
  const reports = mkdtempSync(join(tmpdir(), "brainwave-reports-"));
  process.on("exit", () => rmSync(reports, { recursive: true, force: true }));
  /** @type {Record<string, Result>} */
  const results = {};
  for (const [name, stage] of Object.entries(stages)) {
    if (NEED_BUILD.includes(name) && results.build?.ok === false) {
      say(`\n── ${name}: not run, because there is no build to test`);
      results[name] = { ok: false };
      continue;
    }
    const started = Date.now();
    say(`\n── ${name}`);
    results[name] = await orFailed(stage({ node, reports }));
    say(`── ${name} ${results[name].ok ? "passed" : "FAILED"} in ${secondsSince(started)}`);
  }
  close(results);
}

/** @param {Promise<Result>} result @returns {Promise<Result>} */
async function orFailed(result) {
  try {
    return await result;
  } catch (error) {
    if (!(error instanceof Stop)) throw error;
    process.stderr.write(`${tailOf(error.output)}\n${error.message}\n`);
    return { ok: false };
  }
}

/** Says how it went; the last line is for machines as well as for people. @param {Record<string, Result>} results */
function close(results) {
  const { passed, failed, skipped } = sum(Object.values(results).map(({ counts }) => counts ?? noTests()));
  const failedStages = Object.keys(results).filter((name) => !results[name]?.ok);
  say("");
  for (const { name, why } of failed) say(`failed: ${name}${why && `\n${why.replace(/^/gm, "    ")}`}`);
  for (const name of skipped) say(`skipped: ${name}`);
  if (failedStages.length > 0) say(`Stages that failed: ${failedStages.join(", ")}.`);
  const ran = passed + failed.length;
  if (ran === 0) say("No test was run.");
  if (ran === 0 || failed.length > 0 || failedStages.length > 0) process.exitCode = 1;
  say(`Brainwave: ${passed} passed, ${failed.length} failed, ${skipped.length} skipped`);
}
