/**
 * @typedef {"redis-server" | "chromium"} Tool
 * @typedef {{ command: string, asRoot: boolean }} Step a command line, words with single spaces
 * @typedef {{ isOnPath: (command: string) => boolean, isUbuntu: boolean }} Machine
 */

/**
 * How to install what the tests miss on this machine, or null if no way is known.
 * @param {Tool[]} missing @param {Machine} machine @returns {Step[] | null}
 */
export function planFor(missing, { isOnPath, isUbuntu }) {
  if (isOnPath("apt-get")) return isUbuntu ? onUbuntu(missing) : onDebian(missing);
  if (isOnPath("dnf")) return [root(`dnf install -y ${named(missing, { "redis-server": "redis" })}`)];
  if (isOnPath("apk")) return [root(`apk add ${named(missing, { "redis-server": "redis" })}`)];
  if (isOnPath("brew")) return onMac(missing);
  return null;
}

/** @param {Tool[]} missing @returns {Step[]} */
function onDebian(missing) {
  // A browser without a single font is not what a person looks at.
  const packages = named(missing, { chromium: "chromium fonts-liberation" });
  return [root("apt-get update"), root(`apt-get install -y --no-install-recommends ${packages}`)];
}

/** Ubuntu's chromium package is a stub for a snap, which needs a running snapd. @param {Tool[]} missing */
function onUbuntu(missing) {
  const steps = [root("apt-get update")];
  if (missing.includes("redis-server")) {
    steps.push(root("apt-get install -y --no-install-recommends redis-server"));
  }
  if (missing.includes("chromium")) {
    steps.push(root("npx playwright install-deps chromium"), self("npx playwright install chromium"));
  }
  return steps;
}

/** @param {Tool[]} missing */
function onMac(missing) {
  /** @type {Step[]} */
  const steps = [];
  if (missing.includes("redis-server")) steps.push(self("brew install redis"));
  if (missing.includes("chromium")) steps.push(self("npx playwright install chromium"));
  return steps;
}

/** @param {Tool[]} tools @param {Partial<Record<Tool, string>>} packages where they are called otherwise */
const named = (tools, packages) => tools.map((tool) => packages[tool] ?? tool).join(" ");

/** @param {string} command @returns {Step} */
const root = (command) => ({ command, asRoot: true });

/** @param {string} command @returns {Step} */
const self = (command) => ({ command, asRoot: false });
