import { spawnSync } from "node:child_process";
import { existsSync, rmSync } from "node:fs";
import { inProject } from "./project.mjs";
import { Stop } from "./say.mjs";

// npm puts node_modules/.bin first on the PATH of every script: this is also what `node` means in package.json.
const packaged = inProject("node_modules/.bin/node");

/** The Node that runs the server: the one among the dependencies, else our own if it is new enough. */
export function chooseNode() {
  if (existsSync(packaged)) return packaged;
  if (runsTypeScript(process.versions.node)) return process.execPath;
  throw new Stop(
    `Brainwave needs Node 24 (or 22.18 and above) on ${process.platform} ${process.arch}; ` +
      `this is ${process.version}. Install it from https://nodejs.org and run the command again.`,
  );
}

/** Native TypeScript and node:sqlite, both without a flag. @param {string} version */
export function runsTypeScript(version) {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  return major >= 24 || (major === 22 && minor >= 18);
}

/** Where the packaged binary can't run (musl instead of glibc), npm scripts must not find it either. */
export function dropUnusableNode() {
  if (!existsSync(packaged)) return;
  if (spawnSync(packaged, ["--version"]).status !== 0) rmSync(packaged);
}
