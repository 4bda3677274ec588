import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { AppError } from "#lib/errors";
import { dataProblem } from "./data-dir.ts";

/** Our programs that want a data folder for themselves, and those that only visit one. */
const HOLDERS = ["server/main.ts", "server/backup/restore-command.ts"];
const VISITORS = ["server/security/user-command.ts", "server/security/token-command.ts"];

const HOLDER_FILE = "brainwave.pid";
const VISITOR_FILE = /^brainwave-visitor-(\d+)\.pid$/;

/** A restore puts other files into a folder: nobody may have one of them open. */
type Work = "serve" | "restore";

/**
 * Makes sure that one server at a time uses a data folder: two would each believe that they are alone. A restore wants no
 * visitors either. Throws "conflict" while another one lives, and "store_unavailable" or "store_full" for a folder that can't
 * be used; what a killed one left behind is taken over.
 */
export function lockDataDir(dataDir: string, work: Work = "serve"): { release(): void } {
  makeFolder(dataDir);
  const file = join(dataDir, HOLDER_FILE);
  const holder = holderOf(dataDir);
  if (holder && holder.pid !== process.pid)
    throw new AppError(
      "conflict",
      `${dataDir} is used by another Brainwave (process ${holder.pid}): stop it, or set DATA_DIR to another folder`,
    );
  writeIn(dataDir, file, work === "serve" ? String(process.pid) : `${process.pid} ${work}`);
  const release = () => rmSync(file, { force: true });
  // Looked at only now: a visitor does it the other way round, so one of the two sees the other.
  const visitor = work === "restore" ? visitorOf(dataDir) : undefined;
  if (visitor === undefined) return { release };
  release();
  throw new AppError(
    "conflict",
    `"npm run user" or "npm run token" is at work in ${dataDir} (process ${visitor}): let it end first`,
  );
}

/**
 * For a program that is done in a moment and may work beside a server, never beside a restore: what it writes would be
 * gone. Throws "conflict" while one is under way.
 */
export function visitDataDir(dataDir: string): { leave(): void } {
  makeFolder(dataDir);
  const file = join(dataDir, `brainwave-visitor-${process.pid}.pid`);
  writeIn(dataDir, file, "");
  const leave = () => rmSync(file, { force: true });
  const holder = holderOf(dataDir);
  if (holder?.work !== "restore") return { leave };
  leave();
  throw new AppError(
    "conflict",
    `A backup is being restored into ${dataDir} (process ${holder.pid}): try again when that has ended`,
  );
}

function makeFolder(dataDir: string): void {
  try {
    mkdirSync(dataDir, { recursive: true });
  } catch (error) {
    throw dataProblem(error, dataDir) ?? error;
  }
}

function writeIn(dataDir: string, file: string, text: string): void {
  try {
    writeFileSync(file, text);
  } catch (error) {
    throw dataProblem(error, dataDir) ?? error;
  }
}

/** Who lives and holds the folder; null for nobody. */
function holderOf(dataDir: string): { pid: number; work: Work } | null {
  const [, digits, restore] = /^(\d+)( restore)?$/.exec(readText(join(dataDir, HOLDER_FILE))) ?? [];
  const pid = Number(digits);
  if (!(pid > 0) || (pid !== process.pid && !isOneOf(HOLDERS, pid))) return null;
  return { pid, work: restore ? "restore" : "serve" };
}

function visitorOf(dataDir: string): number | undefined {
  const pids = readdirSync(dataDir).map((name) => Number(VISITOR_FILE.exec(name)?.[1]));
  return pids.find((pid) => pid > 0 && isOneOf(VISITORS, pid));
}

function readText(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return ""; // No file: nobody holds it.
  }
}

// A process id is used again after a while: where the system tells, the command must be ours.
function isOneOf(programs: readonly string[], pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
  try {
    const command = readFileSync(`/proc/${pid}/cmdline`, "utf8");
    return programs.some((program) => command.includes(program));
  } catch {
    return true; // No /proc here: it lives, so believe it.
  }
}
