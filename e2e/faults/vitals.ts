import { existsSync, readdirSync, readFileSync } from "node:fs";

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

const TCP_TABLE = "/proc/net/tcp";

/** Whether a process on this machine still holds its end of a connection between two local ports; null where the system doesn't tell. */
export function holdsConnection(ownPort: number, otherPort: number): boolean | null {
  if (!existsSync(TCP_TABLE)) return null;
  const hex = (port: number) => `:${port.toString(16).toUpperCase().padStart(4, "0")}`;
  return readFileSync(TCP_TABLE, "utf8")
    .split("\n")
    .map((line) => line.trim().split(/\s+/))
    .some(
      ([, local, remote, , , , , , , inode]) =>
        local?.endsWith(hex(ownPort)) && remote?.endsWith(hex(otherPort)) && inode !== "0",
    );
}
