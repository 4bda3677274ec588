import { readFileSync } from "node:fs";

/**
 * Calls back when the `npm start` above this process has ended. npm passes SIGTERM to the shell in which it
 * runs the script, and the shell dies without passing it on; a killed npm tells nobody at all. Either would
 * leave a server on the port that nobody sees.
 * @param {() => void} callback
 */
export function whenNpmIsGone(callback) {
  if (!process.env.npm_lifecycle_event) return;
  const before = lineage();
  const timer = setInterval(() => {
    if (lineage() === before) return;
    clearInterval(timer);
    callback();
  }, 250);
  timer.unref();
}

/** The processes up to npm: it is our parent, or, where the shell stays, the shell's. */
function lineage() {
  const parent = process.ppid;
  const isShell = readProc(parent, "cmdline").includes("ready.mjs");
  return isShell ? `${parent} ${parentOf(parent)}` : `${parent}`;
}

/** @param {number} pid */
function parentOf(pid) {
  // "pid (name) state parent …", and the name may hold anything.
  const [, parent] = readProc(pid, "stat").split(") ").at(-1)?.split(" ") ?? [];
  return parent;
}

/** Empty where there is no /proc: then only the parent is watched. @param {number} pid @param {string} file */
function readProc(pid, file) {
  try {
    return readFileSync(`/proc/${pid}/${file}`, "utf8");
  } catch {
    return "";
  }
}
