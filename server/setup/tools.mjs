import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";
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

/** A program named in the environment: naming one that isn't there is a mistake to tell, not to work around. */
function chosen(/** @type {string} */ variable) {
  const path = process.env[variable];
  if (!path) return null;
  if (!isProgram(path)) throw new Stop(`${variable} names ${path}, which is not a program that can be run.`);
  return path;
}

/** @param {string[]} names @param {string[]} folders looked in after PATH */
function firstOf(names, folders) {
  const everywhere = [...(process.env.PATH ?? "").split(delimiter).filter(Boolean), ...folders];
  const paths = names.flatMap((name) => everywhere.map((folder) => join(folder, name)));
  return paths.find(isProgram) ?? null;
}

/** @param {string} path */
function isProgram(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
