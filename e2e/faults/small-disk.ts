import { execFileSync } from "node:child_process";
import { closeSync, mkdtempSync, openSync, rmdirSync, rmSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** Where a program's files are, with an end that can be reached. */
export interface SmallDisk {
  /**
   * "disk": a file system of its own in memory, which only root may mount. "limit": nothing may be written into any file
   * of the program (RLIMIT_FSIZE); the system then tells it that the file is too large, not that the disk is full.
   */
  kind: "disk" | "limit";
  folder: string;
  /** From now on there is no room for what this process writes. */
  fill(pid: number): void;
  /** There is again. */
  free(pid: number): void;
  close(): void;
}

const PIECES = [2 ** 20, 4096, 1].map((bytes) => Buffer.alloc(bytes));

/** Null where the system can do neither. */
export function openSmallDisk(megabytes: number): SmallDisk | null {
  const folder = mkdtempSync(join(tmpdir(), "brainwave-disk-"));
  if (says("mount", "-t", "tmpfs", "-o", `size=${megabytes}m`, "tmpfs", folder)) return mounted(folder);
  if (says("prlimit", "--version")) return limited(folder);
  rmdirSync(folder);
  return null;
}

function mounted(folder: string): SmallDisk {
  const ballast = join(folder, "ballast");
  const unmount = () => says("umount", "--lazy", folder);
  process.on("exit", unmount);
  return {
    kind: "disk",
    folder,
    fill() {
      const file = openSync(ballast, "w");
      for (const piece of PIECES) while (hasRoomFor(file, piece));
      closeSync(file);
    },
    free: () => rmSync(ballast),
    close() {
      process.off("exit", unmount);
      unmount();
      rmdirSync(folder);
    },
  };
}

function limited(folder: string): SmallDisk {
  const limit = (pid: number, bytes: string) => says("prlimit", `--pid=${pid}`, `--fsize=${bytes}:unlimited`);
  return {
    kind: "limit",
    folder,
    fill: (pid) => void limit(pid, "0"),
    free: (pid) => void limit(pid, "unlimited"),
    close: () => rmSync(folder, { recursive: true, force: true }),
  };
}

function hasRoomFor(file: number, piece: Buffer): boolean {
  try {
    return writeSync(file, piece) === piece.length;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOSPC") return false;
    throw error;
  }
}

function says(program: string, ...words: string[]): boolean {
  try {
    execFileSync(program, words, { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
}
