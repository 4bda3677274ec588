import { createHash } from "node:crypto";
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { root } from "./project.mjs";
import { say } from "./say.mjs";

/**
 * Does a piece of work that two commands must not do at once in this folder (`npm start` and `npm test` in
 * two terminals); the second waits. The work should look again whether it is still needed.
 * @template T @param {string} name @param {() => Promise<T>} work @returns {Promise<T>}
 */
export async function inTurn(name, work) {
  const lock = lockOf(name);
  const release = () => rmSync(lock, { force: true });
  await take(lock, name);
  process.on("exit", release);
  try {
    return await work();
  } finally {
    process.off("exit", release);
    release();
  }
}

/** Not inside the project: an install empties node_modules and a build empties its output. @param {string} name */
export function lockOf(name) {
  const place = createHash("sha256").update(root).digest("hex").slice(0, 12);
  return join(tmpdir(), `brainwave-${place}-${name.replaceAll(" ", "-")}.lock`);
}

/** @param {string} lock @param {string} name */
async function take(lock, name) {
  let told = false;
  for (;;) {
    try {
      writeFileSync(lock, String(process.pid), { flag: "wx" });
      return;
    } catch (error) {
      if (/** @type {NodeJS.ErrnoException} */ (error).code !== "EEXIST") throw error;
    }
    if (holderIsGone(lock)) {
      rmSync(lock, { force: true });
      // Two that find the same dead holder both remove the file before either of them makes its own.
      await sleep(200);
      continue;
    }
    if (!told) say(`Another command is busy with the ${name} here; waiting for it…`);
    told = true;
    await sleep(250);
  }
}

/** @param {string} lock */
function holderIsGone(lock) {
  try {
    const pid = Number(readFileSync(lock, "utf8"));
    // Empty for the moment between the making of the file and its first byte.
    if (pid === 0) return false;
    process.kill(pid, 0);
    return false;
  } catch (error) {
    return /** @type {NodeJS.ErrnoException} */ (error).code === "ESRCH";
  }
}
