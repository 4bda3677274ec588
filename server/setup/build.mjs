import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { runQuietly } from "./children.mjs";
import { inProject, scriptOf } from "./project.mjs";
import { Stop, say, secondsSince, tailOf } from "./say.mjs";
import { inTurn } from "./turns.mjs";

/** Where `npm start` serves from. */
export const DIST = ".next";
/** The tests build beside a running `npm start`, so they have their own. */
export const TEST_DIST = ".next-test";

/** What the dashboard is built from. */
export const SOURCES = [
  "app",
  "components",
  "lib",
  "server",
  "public",
  "instrumentation-client.ts",
  "next.config.ts",
  "postcss.config.mjs",
  "tsconfig.json",
  "package-lock.json",
];
// What no page or route can import: changing these must not cost a build.
const NOT_BUILT = /\.test\.tsx?$|^server[\\/]setup[\\/]/;

/**
 * Builds the dashboard if its sources have changed since the last build.
 * @param {string} node @param {string} dist DIST or TEST_DIST
 */
export async function ensureBuilt(node, dist) {
  if (isBuilt(dist)) return;
  await inTurn(`build of ${dist}`, async () => {
    if (!isBuilt(dist)) await build(node, dist);
  });
}

/** @param {string} node @param {string} dist */
async function build(node, dist) {
  const started = Date.now();
  say("Building the dashboard…");
  rmSync(stampOf(dist), { force: true });
  const sources = fingerprint();
  const env = { ...process.env, ...buildEnv(dist) };
  const { code, output } = await runQuietly(node, [scriptOf("next"), "build"], { env });
  if (code !== 0) {
    throw new Stop(
      "The dashboard could not be built. If its sources are as they were published, please report what stands above.",
      { output: tailOf(output) },
    );
  }
  // The sources as they were when the build began: what changed meanwhile is built next time.
  writeFileSync(stampOf(dist), sources);
  say(`Dashboard built in ${secondsSince(started)}.`);
}

/** @param {string} dist @returns {Record<string, string>} */
export const buildEnv = (dist) => ({
  NODE_ENV: "production",
  NEXT_DIST_DIR: dist,
  NEXT_TELEMETRY_DISABLED: "1",
});

/** @param {string} dist */
function isBuilt(dist) {
  const stamp = stampOf(dist);
  return existsSync(stamp) && readFileSync(stamp, "utf8") === fingerprint();
}

/** @param {string} dist */
const stampOf = (dist) => inProject(dist, "built-from.sha256");

function fingerprint() {
  const hash = createHash("sha256");
  for (const file of SOURCES.flatMap(filesOf)) {
    hash
      .update(`${file}\0`)
      .update(readFileSync(inProject(file)))
      .update("\0");
  }
  return hash.digest("hex");
}

/** @param {string} source @returns {string[]} */
function filesOf(source) {
  const path = inProject(source);
  if (!existsSync(path)) return [];
  if (statSync(path).isFile()) return [source];
  const inside = readdirSync(path, { recursive: true }).map((name) => join(source, String(name)));
  return inside.filter((file) => !NOT_BUILT.test(file) && statSync(inProject(file)).isFile()).sort();
}
