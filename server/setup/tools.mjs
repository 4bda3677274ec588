import { spawnSync } from "node:child_process";
import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";
import { PYTHON_VENV } from "./packages.mjs";
import { inProject } from "./project.mjs";
import { Stop } from "./say.mjs";

/**
 * @typedef {{ channel: string } | { executablePath: string } | Record<string, never>} Browser
 *   how Playwright is told which Chromium to launch; empty: its own
 */

/** The redis-server that the tests start, or null. */
export function findRedisServer() {
  return chosen("REDIS_SERVER_PATH") ?? firstOf(["redis-server"], ["/usr/bin", "/usr/local/bin"]);
}

/**
 * The Chromium of the end-to-end tests, or null.
 * @returns {Promise<Browser | null>}
 */
export async function findChromium() {
  if (process.env.PW_CHANNEL) return { channel: process.env.PW_CHANNEL };
  const path = chosen("CHROMIUM_PATH");
  if (path) return { executablePath: path };
  const { chromium } = await import("@playwright/test");
  if (isProgram(chromium.executablePath())) return {};
  const installed = firstOf(["chromium", "chromium-browser", "google-chrome"], ["/usr/bin"]);
  return installed ? { executablePath: installed } : null;
}

/** What the programs of the README import, what these packages need, and what came with websockets 10. */
const PYTHON_NEEDS = "import socketio, requests, websocket, websockets; websockets.connect.__aiter__";

/** The Python that can run the README's programs, or null. */
export function findPython() {
  const path = chosen("PYTHON_PATH");
  if (path) return path;
  const places = [inProject(PYTHON_VENV, "bin"), ...everywhere(["/usr/bin"])];
  const pythons = places.map((folder) => join(folder, "python3")).filter(isProgram);
  return [...new Set(pythons)].find(canRunSnippets) ?? null;
}

/** @param {string} python */
const canRunSnippets = (python) => spawnSync(python, ["-c", PYTHON_NEEDS], { stdio: "ignore" }).status === 0;

/** A program named in the environment: naming one that isn't there is a mistake to tell, not to work around. */
function chosen(/** @type {string} */ variable) {
  const path = process.env[variable];
  if (!path) return null;
  if (!isProgram(path)) throw new Stop(`${variable} names ${path}, which is not a program that can be run.`);
  return path;
}

/** @param {string[]} names @param {string[]} folders looked in after PATH */
function firstOf(names, folders) {
  const paths = names.flatMap((name) => everywhere(folders).map((folder) => join(folder, name)));
  return paths.find(isProgram) ?? null;
}

/** @param {string[]} folders looked in after PATH */
const everywhere = (folders) => [...(process.env.PATH ?? "").split(delimiter).filter(Boolean), ...folders];

/** @param {string} path */
function isProgram(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
