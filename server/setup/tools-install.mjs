import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { runQuietly } from "./children.mjs";
import { planFor } from "./packages.mjs";
import { Stop, say, secondsSince, tailOf } from "./say.mjs";
import { findChromium, findPython, findRedisServer } from "./tools.mjs";

/** @typedef {import("./packages.mjs").Tool} Tool */

/** @type {Record<Tool, string>} */
const NAMES = {
  "redis-server": "redis-server",
  chromium: "chromium",
  python: "python3 with socketio and websockets",
};

/**
 * Makes sure that tests, benches and faults have a redis-server, a Chromium and a Python that runs the README's programs:
 * those of this machine, else from the system's package manager where it may be used without asking for a password.
 */
export async function ensureTools() {
  const missing = await missingTools();
  if (missing.length === 0) return;
  const names = missing.map((tool) => NAMES[tool]).join(" and ");
  const steps = planFor(missing, { isOnPath, isUbuntu: isUbuntu() });
  if (!steps) throw new Stop(`The tests need ${names}: please install what is missing and run them again.`);

  const asRoot = process.getuid?.() === 0;
  const byHand = steps.map((step) => (step.asRoot && !asRoot ? "sudo " : "") + step.command).join(" && ");
  if (!asRoot && steps.some((step) => step.asRoot) && !sudoAsksNothing()) {
    throw new Stop(`The tests need ${names}. Type this and run them again:\n\n  ${byHand}\n`);
  }

  const started = Date.now();
  say(`Installing ${names} for the tests (first time, about a minute)…`);
  for (const step of steps) {
    const { code, output } = await runPrivileged(step.command, step.asRoot && !asRoot);
    if (code !== 0) {
      throw new Stop(`The tests need ${names}. Type this and run them again:\n\n  ${byHand}\n`, {
        output: tailOf(output, 20),
      });
    }
  }
  if (missing.includes("redis-server")) await stopRedisService(!asRoot);
  const still = await missingTools();
  if (still.length > 0)
    throw new Stop(
      `The packages are installed, but ${still.map((tool) => NAMES[tool]).join(" and ")} can't be found.`,
    );
  say(`Installed in ${secondsSince(started)}.`);
}

/** @returns {Promise<Tool[]>} */
async function missingTools() {
  /** @type {Tool[]} */
  const missing = [];
  if (!findRedisServer()) missing.push("redis-server");
  if (!(await findChromium())) missing.push("chromium");
  if (!findPython()) missing.push("python");
  return missing;
}

/**
 * The package starts a service, now and at every boot, and the tests only want the program. (Where there was
 * a redis-server before, nothing is installed and nothing is stopped.)
 * @param {boolean} sudo
 */
async function stopRedisService(sudo) {
  if (!isOnPath("apt-get")) return;
  const commands = existsSync("/run/systemd/system")
    ? ["systemctl disable --now redis-server"]
    : ["update-rc.d redis-server disable", "service redis-server stop"];
  for (const command of commands) await runPrivileged(command, sudo);
}

/** @param {string} command words with single spaces @param {boolean} sudo */
function runPrivileged(command, sudo) {
  // `env`, because sudo doesn't pass the environment on.
  const words = `${sudo ? "sudo -n " : ""}env DEBIAN_FRONTEND=noninteractive ${command}`.split(" ");
  return runQuietly(words[0] ?? "", words.slice(1));
}

const sudoAsksNothing = () => spawnSync("sudo", ["-n", "true"], { stdio: "ignore" }).status === 0;

/** @param {string} command */
const isOnPath = (command) => spawnSync(command, ["--version"], { stdio: "ignore" }).status === 0;

function isUbuntu() {
  const file = "/etc/os-release";
  return existsSync(file) && /^ID=ubuntu$/m.test(readFileSync(file, "utf8"));
}
