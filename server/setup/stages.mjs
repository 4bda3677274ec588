import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { buildEnv, ensureBuilt, TEST_DIST } from "./build.mjs";
import { runQuietly, runStep } from "./children.mjs";
import { countPlaywright, countVitest } from "./counts.mjs";
import { firstLoads, tooHeavy } from "./first-load.mjs";
import { inProject, scriptOf } from "./project.mjs";
import { tailOf } from "./say.mjs";

/**
 * @typedef {import("./counts.mjs").Counts} Counts
 * @typedef {{ ok: boolean, counts?: Counts }} Result
 * @typedef {{ node: string, reports: string }} Means the Node to run on, a folder for reports
 * @typedef {(means: Means) => Promise<Result>} Stage
 */

/** What is quick and needs nothing beside the dependencies. @type {Record<string, Stage>} */
export const quickStages = { lint, types, unit: vitest("unit") };

/** Everything, in the order in which a fault is cheapest to find. @type {Record<string, Stage>} */
export const allStages = {
  ...quickStages,
  store: vitest("store"),
  integration: vitest("integration"),
  build,
  faults: afterBuild(vitest("faults")),
  e2e: playwright,
};

/** @type {Stage} */
async function lint({ node }) {
  // Biome colours every character in a log that no terminal reads.
  const colours = process.stdout.isTTY ? [] : ["--colors=off"];
  const args = ["ci", "--error-on-warnings", ...colours];
  const code = await runStep(node, [scriptOf("@biomejs/biome", "biome"), ...args]);
  return { ok: code === 0 };
}

/** @type {Stage} */
async function types({ node }) {
  // Writes next-env.d.ts and the types of the routes, which a fresh clone lacks.
  const env = { ...process.env, ...buildEnv(TEST_DIST) };
  const { code, output } = await runQuietly(node, [scriptOf("next"), "typegen"], { env });
  if (code !== 0) process.stderr.write(`${tailOf(output)}\n`);
  return { ok: code === 0 && (await runStep(node, [scriptOf("typescript", "tsc"), "-p", tsconfig()])) === 0 };
}

/**
 * tsconfig.json, less what other builds have left: it has to include the types that Next generates for
 * `npm start` and `npm run dev` (or Next adds them), and those may speak of pages that are long deleted.
 */
function tsconfig() {
  const file = inProject(TEST_DIST, "tsconfig.json");
  const include = [
    "next-env.d.ts",
    "**/*.ts",
    "**/*.tsx",
    "server/setup/*.mjs",
    `${TEST_DIST}/types/**/*.ts`,
  ];
  const config = {
    extends: "../tsconfig.json",
    include: include.map((path) => `../${path}`),
    exclude: ["../node_modules"],
  };
  mkdirSync(inProject(TEST_DIST), { recursive: true });
  writeFileSync(file, JSON.stringify(config));
  return file;
}

/** @param {string} project of vitest.config.ts @returns {Stage} */
function vitest(project) {
  return async ({ node, reports }) => {
    const report = join(reports, `${project}.json`);
    const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${report}`];
    const args = ["run", "--project", project, "--allowOnly=false", ...reporters];
    const code = await runStep(node, [scriptOf("vitest"), ...args]);
    return resultOf(code, report, countVitest);
  };
}

/** @type {Stage} */
async function build({ node }) {
  await ensureBuilt(node, TEST_DIST);
  const heavy = tooHeavy(firstLoads(inProject(), TEST_DIST));
  for (const { route, kib, limit } of heavy)
    console.error(`${route} loads ${kib} KiB of JavaScript first, gzipped; at most ${limit} are meant to`);
  return { ok: heavy.length === 0 };
}

/** @param {Stage} stage what starts servers @returns {Stage} */
function afterBuild(stage) {
  return async (means) => {
    await ensureBuilt(means.node, TEST_DIST);
    return stage(means);
  };
}

/** @type {Stage} */
async function playwright({ node, reports }) {
  await ensureBuilt(node, TEST_DIST);
  const report = join(reports, "e2e.json");
  const env = { ...process.env, PLAYWRIGHT_JSON_OUTPUT_FILE: report };
  const args = ["test", "--forbid-only", "--reporter=list,json"];
  const code = await runStep(node, [scriptOf("@playwright/test", "playwright"), ...args], { env });
  return resultOf(code, report, countPlaywright);
}

/**
 * @template Report
 * @param {number} code @param {string} file @param {(report: Report) => Counts} count
 * @returns {Result}
 */
function resultOf(code, file, count) {
  /** @type {Report} */
  let report;
  try {
    report = JSON.parse(readFileSync(file, "utf8"));
  } catch {
    // The runner ended before it had anything to report; what it said stands above.
    return { ok: false };
  }
  return { ok: code === 0, counts: count(report) };
}
