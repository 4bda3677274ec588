import { chmodSync, copyFileSync, existsSync, mkdirSync, renameSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { AppError } from "#lib/errors";
import { lockDataDir } from "#server/store/lock";
import { checkDatabase } from "#server/store/sqlite/copy";
import { DATA_FILES, MANIFEST_FILE, type Manifest, readManifest, sha256Of } from "./manifest.ts";

/** In the data folder. Once it has this name the restore is decided, and whoever comes next brings it to its end. */
const DECIDED = "restore-decided";
const PART = "restore-part";

export interface RestoreOptions {
  from: string;
  dataDir: string;
  store: Manifest["store"];
  /** What is in the data folder goes. */
  replace: boolean;
}

/**
 * Puts a backup into a data folder, all of it or nothing. Throws "invalid" for a backup that is damaged, newer than this
 * Brainwave, or of another kind of store; "conflict" while a server uses the folder, or when it holds data that isn't
 * to be replaced.
 */
export async function restoreBackup({ from, dataDir, store, replace }: RestoreOptions): Promise<Manifest> {
  const manifest = readManifest(from);
  checkStore(manifest, store);
  const lock = lockDataDir(dataDir, "restore");
  try {
    finishRestore(dataDir);
    const there = DATA_FILES.filter(({ name }) => existsSync(join(dataDir, name)));
    if (there.length > 0 && !replace)
      throw new AppError(
        "conflict",
        `${dataDir} holds data: add --replace to lose it, or set DATA_DIR to another folder`,
      );
    const part = join(dataDir, PART);
    rmSync(part, { recursive: true, force: true });
    mkdirSync(part, { mode: 0o700 });
    try {
      for (const file of manifest.files) await takeOver(file, from, part);
      copyFileSync(join(from, MANIFEST_FILE), join(part, MANIFEST_FILE));
      renameSync(part, join(dataDir, DECIDED));
    } catch (error) {
      rmSync(part, { recursive: true, force: true });
      throw error;
    }
    finishRestore(dataDir);
    return manifest;
  } finally {
    lock.release();
  }
}

/** Throws "conflict" while a restore that was decided has not come to its end: what is written now would be gone. */
export function refuseDecided(dataDir: string): void {
  if (!existsSync(join(dataDir, DECIDED))) return;
  throw new AppError(
    "conflict",
    `A restore into ${dataDir} was cut off: start the server, which brings it to its end, then try again`,
  );
}

/** Brings a restore that was cut off to its end, once it was decided. To be called by who holds the folder's lock. */
export function finishRestore(dataDir: string): void {
  const decided = join(dataDir, DECIDED);
  if (!existsSync(decided)) return;
  // Cut off between its last file and the folder's own end.
  if (existsSync(join(decided, MANIFEST_FILE))) {
    const { files } = readManifest(decided);
    for (const { name } of DATA_FILES) {
      const isMoved = files.some((file) => file.name === name) && !existsSync(join(decided, name));
      if (isMoved) continue;
      for (const side of ["", "-wal", "-shm"]) rmSync(join(dataDir, name + side), { force: true });
      if (existsSync(join(decided, name))) renameSync(join(decided, name), join(dataDir, name));
    }
  }
  rmSync(decided, { recursive: true });
}

function checkStore(manifest: Manifest, store: Manifest["store"]): void {
  if (manifest.store === store) return;
  const how = store === "redis" ? "unset REDIS_URL" : "set REDIS_URL";
  throw new AppError(
    "invalid",
    `This is the backup of a server whose events and records were in ${manifest.store === "redis" ? "Redis" : "its files"}: ${how} first`,
  );
}

async function takeOver(
  { name, version, bytes, sha256 }: Manifest["files"][number],
  from: string,
  to: string,
) {
  const known = DATA_FILES.find((file) => file.name === name)?.version ?? 0;
  if (version > known) throw new AppError("invalid", `${name} was made by a newer Brainwave`);
  const copy = join(to, name);
  if (!existsSync(join(from, name))) throw new AppError("invalid", `${name} is missing in the backup`);
  copyFileSync(join(from, name), copy);
  chmodSync(copy, 0o600);
  // Of the copy: what was read from a bad disk must not be used either.
  if (statSync(copy).size !== bytes || (await sha256Of(copy)) !== sha256)
    throw new AppError("invalid", `${name} isn't what was backed up: its checksum differs`);
  if (checkDatabase(copy) !== version)
    throw new AppError("invalid", `${name} isn't of the version that the backup tells`);
}
