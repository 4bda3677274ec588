import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** The folder with package.json. */
export const root = fileURLToPath(new URL("../..", import.meta.url));

/** A path inside the project. @param {string[]} parts */
export const inProject = (...parts) => join(root, ...parts);

/**
 * The script behind a package's command. npm's own links in node_modules/.bin can't be given to `node` on
 * every system (on Windows they are batch files).
 * @param {string} packageName
 * @param {string} [command] when the package has several
 */
export function scriptOf(packageName, command) {
  const folder = inProject("node_modules", packageName);
  const { bin } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  return join(folder, typeof bin === "string" ? bin : bin[command ?? packageName]);
}
