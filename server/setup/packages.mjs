/**
 * @typedef {"redis-server" | "chromium" | "python"} Tool
 * @typedef {{ command: string, asRoot: boolean }} Step a command line, words with single spaces
 * @typedef {{ isOnPath: (command: string) => boolean, isUbuntu: boolean }} Machine
 */

/** Where pip puts Python's packages on a system that has none of them. */
export const PYTHON_VENV = "node_modules/.cache/python";

/**
 * How to install what the tests miss on this machine, or null if no way is known.
 * @param {Tool[]} missing @param {Machine} machine @returns {Step[] | null}
 */
export function planFor(missing, { isOnPath, isUbuntu }) {
  if (isOnPath("apt-get")) return isUbuntu ? onUbuntu(missing) : onDebian(missing);
  if (isOnPath("dnf")) return onFedora(missing);
  if (isOnPath("apk")) return onAlpine(missing);
  if (isOnPath("brew")) return onMac(missing);
  return null;
}

const DEBIAN_PYTHON = "python3-socketio python3-requests python3-websocket python3-websockets";

/** @param {Tool[]} missing @returns {Step[]} */
function onDebian(missing) {
  // A browser without a single font is not what a person looks at.
  const packages = named(missing, { chromium: "chromium fonts-liberation", python: DEBIAN_PYTHON });
  return [root("apt-get update"), root(`apt-get install -y --no-install-recommends ${packages}`)];
}

/** Ubuntu's chromium package is a stub for a snap, which needs a running snapd. @param {Tool[]} missing */
function onUbuntu(missing) {
  const steps = [root("apt-get update")];
  const packaged = missing.filter((tool) => tool !== "chromium");
  if (packaged.length > 0) {
    const packages = named(packaged, { python: DEBIAN_PYTHON });
    steps.push(root(`apt-get install -y --no-install-recommends ${packages}`));
  }
  if (missing.includes("chromium")) {
    steps.push(root("npx playwright install-deps chromium"), self("npx playwright install chromium"));
  }
  return steps;
}

/** @param {Tool[]} missing */
function onFedora(missing) {
  const python = "python3-socketio python3-requests python3-websocket-client python3-websockets";
  return [root(`dnf install -y ${named(missing, { "redis-server": "redis", python })}`)];
}

/** @param {Tool[]} missing */
function onAlpine(missing) {
  const packages = named(missing, { "redis-server": "redis", python: "python3" });
  const steps = [root(`apk add ${packages}`)];
  return missing.includes("python") ? [...steps, ...inVenv] : steps;
}

/** Not every system has these as packages: pip puts them where nothing else of the machine sees them. */
const inVenv = [
  self(`python3 -m venv ${PYTHON_VENV}`),
  self(`${PYTHON_VENV}/bin/python3 -m pip install --quiet python-socketio[client] websockets`),
];

/** @param {Tool[]} missing */
function onMac(missing) {
  /** @type {Step[]} */
  const steps = [];
  if (missing.includes("redis-server")) steps.push(self("brew install redis"));
  if (missing.includes("chromium")) steps.push(self("npx playwright install chromium"));
  if (missing.includes("python")) steps.push(...inVenv);
  return steps;
}

/** @param {Tool[]} tools @param {Partial<Record<Tool, string>>} packages where they are called otherwise */
const named = (tools, packages) => tools.map((tool) => packages[tool] ?? tool).join(" ");

/** @param {string} command @returns {Step} */
function root(command) {
  return { command, asRoot: true };
}

/** @param {string} command @returns {Step} */
function self(command) {
  return { command, asRoot: false };
}
