import { readdirSync, readFileSync } from "node:fs";

/** Open file descriptors of a process; NaN where the system doesn't tell. */
export function descriptorsOf(pid: number | undefined): number {
  try {
    return readdirSync(`/proc/${pid}/fd`).length;
  } catch {
    return Number.NaN;
  }
}

const PAGE_BYTES = 4096;

/** Resident memory of a process in MB; NaN where the system doesn't tell. */
export function residentMbOf(pid: number | undefined): number {
  try {
    const [, pages] = readFileSync(`/proc/${pid}/statm`, "utf8").split(" ");
    return (Number(pages) * PAGE_BYTES) / 2 ** 20;
  } catch {
    return Number.NaN;
  }
}
