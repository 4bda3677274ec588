import { spawnSync } from "node:child_process";
import { existsSync, rmSync } from "node:fs";
import { inProject } from "./project.mjs";
import { Stop } from "./say.mjs";

// npm puts node_modules/.bin first on the PATH of every script: this is also what `node` means in package.json.
const packaged = inProject("node_modules/.bin/node");

/** The Node that runs the server: the one among the dependencies, else our own if it is new enough. */
export function chooseNode() {
  if (existsSync(packaged)) return packaged;
  if (isNewEnough(process.versions.node)) return process.execPath;
  throw new Stop(
    `Brainwave needs Node 24.13 or newer (or 22.22 and above) on ${process.platform} ${process.arch}; ` +
      `this is ${process.version}. Install it from https://nodejs.org and run the command again.`,
  );
}

/**
 * Native TypeScript and node:sqlite, both without a flag, and no known fault that matters to a server.
 * @param {string} version
 */
export function isNewEnough(version) {
  if (version.startsWith("22.")) return isAtLeast(version, "22.22.0");
  return isAtLeast(version, "24.13.0");
}

/** Both as in 24.13.0. @param {string} version @param {string} floor */
export function isAtLeast(version, floor) {
  const ours = version.split(".").map(Number);
  for (const [place, least] of floor.split(".").map(Number).entries()) {
    const part = ours[place] ?? 0;
    if (part !== least) return part > least;
  }
  return true;
}

/** Where the packaged binary can't run (musl instead of glibc), npm scripts must not find it either. */
export function dropUnusableNode() {
  if (!existsSync(packaged)) return;
  if (spawnSync(packaged, ["--version"]).status !== 0) rmSync(packaged);
}
