import { DIST, ensureBuilt, TEST_DIST } from "./build.mjs";
import { become } from "./children.mjs";
import { ensureInstalled } from "./install.mjs";
import { chooseNode } from "./node.mjs";
import { ensureTools } from "./tools-install.mjs";

const QUIET_NEXT = { NEXT_TELEMETRY_DISABLED: "1" };

/** Installs, builds and serves. @param {string[]} args for server/main.ts */
export async function serve(args) {
  await ensureInstalled();
  const node = chooseNode();
  await ensureBuilt(node, DIST);
  await become(node, ["server/main.ts", ...args], {
    env: { ...process.env, ...QUIET_NEXT, NODE_ENV: "production" },
  });
}

/** Installs and serves from the sources; the server restarts when its own change. @param {string[]} args */
export async function develop(args) {
  await ensureInstalled();
  // Not plain `--watch`: it would restart on every chunk that Next writes.
  const watch = ["--watch-path=server", "--watch-path=lib", "--watch-preserve-output"];
  await become(chooseNode(), [...watch, "server/main.ts", "--dev", ...args], {
    env: { ...process.env, ...QUIET_NEXT, NODE_ENV: "development" },
  });
}

/** Installs, and runs one of the server's own programs. @param {string} program @param {string[]} args */
export async function run(program, args) {
  await ensureInstalled();
  await become(chooseNode(), [program, ...args], { env: process.env });
}

/** Installs, builds and measures. @param {string[]} args for the bench */
export const bench = (args) => onBuild("e2e/bench/run.ts", DIST, args);

/** Installs, builds and injects faults. @param {string[]} args for the harness */
export const faults = (args) => onBuild("e2e/faults/run.ts", TEST_DIST, args);

/** @param {string} program @param {string} dist @param {string[]} args */
async function onBuild(program, dist, args) {
  await ensureInstalled();
  await ensureTools();
  const node = chooseNode();
  await ensureBuilt(node, dist);
  await become(node, [program, ...args], {
    env: { ...process.env, ...QUIET_NEXT, NODE_ENV: "production" },
  });
}
