import { spawn } from "node:child_process";
import { constants } from "node:os";
import { whenNpmIsGone } from "./npm.mjs";
import { inProject, root } from "./project.mjs";

/** @typedef {{ env?: NodeJS.ProcessEnv }} RunOptions */

/** @type {Set<import("node:child_process").ChildProcess>} */
const running = new Set();
/** @type {NodeJS.Signals | null} */
let stoppedBy = null;

/** From here on a signal to this process reaches the program it runs, and nothing is started after it. */
export function passSignalsOn() {
  for (const signal of /** @type {NodeJS.Signals[]} */ (["SIGINT", "SIGTERM", "SIGHUP"])) {
    process.on(signal, () => {
      // A terminal sends Ctrl-C and hang-up to every process in it: a second one from us would look like
      // an impatient person and cut the server's orderly close short.
      const theyKnow = process.stdin.isTTY && signal !== "SIGTERM";
      stop(signal, { tell: !theyKnow });
    });
  }
  whenNpmIsGone(() => stop("SIGTERM", { tell: true }));
}

/** @param {NodeJS.Signals} signal @param {{ tell: boolean }} how */
function stop(signal, { tell }) {
  stoppedBy ??= signal;
  if (running.size === 0) process.exit(exitCodeOf(signal));
  if (!tell) return;
  for (const child of running) child.kill(signal);
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
    // npm is a batch file on Windows, and Node starts those only through a shell.
    shell: process.platform === "win32" && command === "npm",
  });
  /** @type {Buffer[]} */
  const chunks = [];
  child.stdout.on("data", (chunk) => chunks.push(chunk));
  child.stderr.on("data", (chunk) => chunks.push(chunk));
  const end = await endOf(child);
  leaveIfStopped();
  return { code: end.code, output: Buffer.concat(chunks).toString() + end.failure };
}

/**
 * Runs one step of several; what it prints goes straight through.
 * @param {string} command @param {string[]} args @param {RunOptions} [options]
 * @returns {Promise<number>} its exit code
 */
export async function runStep(command, args, { env = process.env } = {}) {
  const child = spawn(command, args, { cwd: root, env, stdio: ["ignore", "inherit", "inherit"] });
  const end = await endOf(child);
  leaveIfStopped();
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
  const end = await endOf(child);
  if (end.failure) process.stderr.write(`${end.failure}\n`);
  process.exit(end.code);
}

const leash = inProject("server/setup/leash.mjs");

/**
 * @param {import("node:child_process").ChildProcess} child
 * @returns {Promise<{ code: number, failure: string }>}
 */
function endOf(child) {
  running.add(child);
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

function leaveIfStopped() {
  if (stoppedBy) process.exit(exitCodeOf(stoppedBy));
}

/** What a shell reports for a program ended by a signal. @param {NodeJS.Signals | null} signal */
const exitCodeOf = (signal) => 128 + (signal ? constants.signals[signal] : 0);
