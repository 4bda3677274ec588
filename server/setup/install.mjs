import { existsSync, readFileSync } from "node:fs";
import { delimiter } from "node:path";
import { runQuietly } from "./children.mjs";
import { dropUnusableNode } from "./node.mjs";
import { inProject } from "./project.mjs";
import { Stop, say, secondsSince, tailOf } from "./say.mjs";
import { inTurn } from "./turns.mjs";

/**
 * @typedef {{ version?: string, integrity?: string, optional?: boolean, os?: string | string[] }} LockedPackage
 * @typedef {Record<string, LockedPackage>} LockedPackages by path, as in package-lock.json
 */

/** Brings node_modules to what package-lock.json says; does nothing if it is there already. */
export async function ensureInstalled() {
  if (isInstalled()) return;
  await inTurn("install", async () => {
    if (!isInstalled()) await install();
  });
}

async function install() {
  const started = Date.now();
  const first = !existsSync(inProject("node_modules"));
  say(first ? "Installing dependencies (first time, about 30 s)…" : "Updating dependencies (about 30 s)…");
  // One set for every command, even where NODE_ENV or npm's settings would leave something out.
  const args = ["ci", "--include=dev", "--include=optional", "--no-audit", "--no-fund", "--loglevel=error"];
  const { code, output } = await runQuietly("npm", args, { env: withoutOurNode() });
  if (code !== 0) {
    throw new Stop(
      "npm could not install the dependencies. Mend what it says above and run the command again.",
      {
        output: tailOf(output),
      },
    );
  }
  dropUnusableNode();
  say(`Dependencies installed in ${secondsSince(started)}.`);
}

/** npm must run on the machine's own Node: the one in node_modules is about to be replaced. */
function withoutOurNode() {
  const env = { ...process.env };
  const bin = inProject("node_modules");
  const name = Object.keys(env).find((key) => key.toUpperCase() === "PATH") ?? "PATH";
  const entries = (env[name] ?? "").split(delimiter);
  env[name] = entries.filter((entry) => !entry.startsWith(bin)).join(delimiter);
  return env;
}

function isInstalled() {
  const locked = readPackages("package-lock.json");
  // npm writes this one as the last act of an install, so it is missing after one that was cut short.
  const installed = readPackages("node_modules/.package-lock.json");
  if (!locked || !installed) return false;
  return matches(locked, installed, process.platform) && foldersExist(installed);
}

/**
 * Whether what is installed is what is locked. Optional packages may be absent (npm takes those of this
 * platform only), and none may belong to another one (a folder shared with a container).
 * @param {LockedPackages} locked @param {LockedPackages} installed @param {string} platform
 */
export function matches(locked, installed, platform) {
  const paths = Object.keys(locked).filter((path) => path !== "");
  return (
    paths.every(
      (path) => isSame(locked[path], installed[path]) || isAbsentByChoice(locked[path], installed[path]),
    ) &&
    Object.entries(installed).every(([path, { os = [] }]) => path in locked && fits([os].flat(), platform))
  );
}

/** npm's `os` field: names, or names that are excluded, or nothing. @param {string[]} os @param {string} platform */
const fits = (os, platform) =>
  os.every((name) => name.startsWith("!")) ? !os.includes(`!${platform}`) : os.includes(platform);

/** @param {LockedPackage | undefined} a @param {LockedPackage | undefined} b */
const isSame = (a, b) => a?.version === b?.version && a?.integrity === b?.integrity;

/** @param {LockedPackage | undefined} locked @param {LockedPackage | undefined} installed */
const isAbsentByChoice = (locked, installed) => installed === undefined && locked?.optional === true;

/** @param {LockedPackages} installed */
const foldersExist = (installed) => Object.keys(installed).every((path) => existsSync(inProject(path)));

/** @param {string} file @returns {LockedPackages | null} */
function readPackages(file) {
  try {
    return JSON.parse(readFileSync(inProject(file), "utf8")).packages;
  } catch {
    return null;
  }
}
