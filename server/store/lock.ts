import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { AppError } from "#lib/errors";

/** Our programs that want a data folder for themselves. */
const HOLDERS = ["server/main.ts", "server/backup/restore-command.ts"];

/**
 * Makes sure that one server at a time uses a data folder: two would each believe that they are alone.
 * Throws "conflict" while the other one lives; what a killed one left behind is taken over.
 */
export function lockDataDir(dataDir: string): { release(): void } {
  mkdirSync(dataDir, { recursive: true });
  const file = join(dataDir, "brainwave.pid");
  const holder = readHolder(file);
  if (holder !== null && holder !== process.pid && isBrainwave(holder))
    throw new AppError(
      "conflict",
      `${dataDir} is used by another Brainwave (process ${holder}): stop it, or set DATA_DIR to another folder`,
    );
  writeFileSync(file, String(process.pid));
  return { release: () => rmSync(file, { force: true }) };
}

function readHolder(file: string): number | null {
  try {
    const pid = Number(readFileSync(file, "utf8"));
    return Number.isInteger(pid) && pid > 0 ? pid : null;
  } catch {
    return null; // No file: nobody holds it.
  }
}

// A process id is used again after a while: where the system tells, the command must be ours.
function isBrainwave(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
  try {
    const command = readFileSync(`/proc/${pid}/cmdline`, "utf8");
    return HOLDERS.some((program) => command.includes(program));
  } catch {
    return true; // No /proc here: it lives, so believe it.
  }
}
