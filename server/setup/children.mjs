import { spawn } from "node:child_process";
import { constants } from "node:os";
import { whenNpmIsGone } from "./npm.mjs";
import { inProject, root } from "./project.mjs";

/** @typedef {{ env?: NodeJS.ProcessEnv }} RunOptions */

/** @typedef {import("node:child_process").ChildProcess} ChildProcess */

// A step gets a process group of its own, so that it ends with everything it has started: a redis-server
// of the tests or a worker of the build doesn't notice that its parent is gone.
const OWN_GROUP = { detached: process.platform !== "win32" };

/** How to pass a signal to each program that runs. @type {Map<ChildProcess, (signal: NodeJS.Signals) => void>} */
const running = new Map();
/** @type {NodeJS.Signals | null} */
let stoppedBy = null;

/** From here on a signal to this process reaches the program it runs, and nothing is started after it. */
export function passSignalsOn() {
  for (const signal of /** @type {NodeJS.Signals[]} */ (["SIGINT", "SIGTERM", "SIGHUP"])) {
    process.on(signal, () => stop(signal));
  }
  whenNpmIsGone(() => stop("SIGTERM"));
}

/** @param {NodeJS.Signals} signal */
function stop(signal) {
  stoppedBy ??= signal;
  if (running.size === 0) process.exit(exitCodeOf(signal));
  for (const tell of running.values()) tell(signal);
}

/**
 * Runs a program and keeps what it prints: it is shown only if the program fails.
 * @param {string} command @param {string[]} args @param {RunOptions} [options]
 * @returns {Promise<{ code: number, output: string }>}
 */
export async function runQuietly(command, args, { env = process.env } = {}) {
  const child = spawn(command, args, {
    cwd: root,
    env,
    stdio: ["ignore", "pipe", "pipe"],
    ...OWN_GROUP,
    // npm is a batch file on Windows, and Node starts those only through a shell.
    shell: process.platform === "win32" && command === "npm",
  });
  /** @type {Buffer[]} */
  const chunks = [];
  child.stdout.on("data", (chunk) => chunks.push(chunk));
  child.stderr.on("data", (chunk) => chunks.push(chunk));
  const end = await endOf(child, tellGroup(child));
  leaveIfStopped(child);
  return { code: end.code, output: Buffer.concat(chunks).toString() + end.failure };
}

/**
 * Runs one step of several; what it prints goes straight through.
 * @param {string} command @param {string[]} args @param {RunOptions} [options]
 * @returns {Promise<number>} its exit code
 */
export async function runStep(command, args, { env = process.env } = {}) {
  const child = spawn(command, args, {
    cwd: root,
    env,
    stdio: ["ignore", "inherit", "inherit"],
    ...OWN_GROUP,
  });
  const end = await endOf(child, tellGroup(child));
  leaveIfStopped(child);
  if (end.failure) process.stderr.write(`${end.failure}\n`);
  return end.code;
}

/**
 * Becomes a Node program, as far as one process can become another: it has our terminal and our signals,
 * it ends when we end (even by SIGKILL, see leash.mjs), and we end with its exit code.
 * @param {string} node @param {string[]} args @param {RunOptions} [options]
 * @returns {Promise<never>}
 */
export async function become(node, args, { env = process.env } = {}) {
  const child = spawn(node, ["--import", leash, ...args], {
    cwd: root,
    env,
    stdio: ["inherit", "inherit", "inherit", "ipc"],
  });
  const end = await endOf(child, (signal) => {
    // A terminal sends Ctrl-C and hang-up to every process in it: a second one from us would look like an
    // impatient person and cut the server's orderly close short.
    if (signal === "SIGTERM" || !process.stdin.isTTY) child.kill(signal);
  });
  if (end.failure) process.stderr.write(`${end.failure}\n`);
  process.exit(end.code);
}

const leash = inProject("server/setup/leash.mjs");

/**
 * @param {ChildProcess} child @param {(signal: NodeJS.Signals) => void} tell
 * @returns {Promise<{ code: number, failure: string }>}
 */
function endOf(child, tell) {
  running.set(child, tell);
  return new Promise((resolve) => {
    child.on("error", (error) => finish({ code: 127, failure: error.message }));
    child.on("close", (code, signal) => finish({ code: code ?? exitCodeOf(signal), failure: "" }));
    /** @param {{ code: number, failure: string }} end */
    const finish = (end) => {
      running.delete(child);
      resolve(end);
    };
  });
}

/** @param {ChildProcess} child @returns {(signal: NodeJS.Signals) => void} */
function tellGroup(child) {
  return (signal) => {
    if (child.pid === undefined) return;
    if (!OWN_GROUP.detached) child.kill(signal);
    else if (isGroup(child.pid)) process.kill(-child.pid, signal);
  };
}

/** Whether anything of it still runs. @param {number} leader */
function isGroup(leader) {
  try {
    return process.kill(-leader, 0);
  } catch {
    return false;
  }
}

/** After a signal nothing goes on: what the step has left behind is ended too. @param {ChildProcess} child */
function leaveIfStopped(child) {
  if (!stoppedBy) return;
  tellGroup(child)("SIGKILL");
  process.exit(exitCodeOf(stoppedBy));
}

/** What a shell reports for a program ended by a signal. @param {NodeJS.Signals | null} signal */
const exitCodeOf = (signal) => 128 + (signal ? constants.signals[signal] : 0);
