import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";
import { chromium } from "@playwright/test";

/** The redis-server on this machine, or null. */
export const findRedisServer = (): string | null =>
  named("REDIS_SERVER_PATH", ["redis-server"], ["/usr/bin", "/usr/local/bin"]);

/** The Chromium on this machine, Playwright's own or another one, or null. */
export const findChromium = (): string | null =>
  [chromium.executablePath()].find(isProgram) ??
  named("CHROMIUM_PATH", ["chromium", "chromium-browser", "google-chrome"], ["/usr/bin"]);

function named(variable: string, names: readonly string[], alsoIn: readonly string[]): string | null {
  const chosen = process.env[variable];
  const folders = [...(process.env.PATH ?? "").split(delimiter).filter(Boolean), ...alsoIn];
  const paths = chosen ? [chosen] : names.flatMap((name) => folders.map((folder) => join(folder, name)));
  return paths.find(isProgram) ?? null;
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
