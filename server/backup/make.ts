import { chmodSync, existsSync, mkdirSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { AppError } from "#lib/errors";
import { checkDatabase, copyDatabase } from "#server/store/sqlite/copy";
import { VERSION } from "#server/version";
import { DATA_FILES, MANIFEST_FILE, type Manifest, manifestText, sha256Of } from "./manifest.ts";

export interface BackupOptions {
  dataDir: string;
  store: Manifest["store"];
  /** A folder that isn't there yet. */
  to: string;
  now: Date;
}

/**
 * Copies a data folder, also of a server that runs: each file as it is at one moment, so that together they are what a
 * server would find that was cut off then. Only its owner can read it. Throws "conflict" when `to` is there,
 * "store_unavailable" when nothing is to be copied or something can't be; half a backup never stands under its name.
 */
export async function makeBackup({ dataDir, store, to, now }: BackupOptions): Promise<Manifest["files"]> {
  if (existsSync(to)) throw new AppError("conflict", `${to} is there already: name another folder`);
  const part = `${to}.part`;
  rmSync(part, { recursive: true, force: true });
  mkdirSync(part, { recursive: true, mode: 0o700 });
  try {
    const files: Manifest["files"] = [];
    for (const { name } of DATA_FILES) {
      const copy = join(part, name);
      if (!copyDatabase(join(dataDir, name), copy)) continue;
      chmodSync(copy, 0o600);
      const version = checkDatabase(copy);
      files.push({ name, version, bytes: statSync(copy).size, sha256: await sha256Of(copy) });
    }
    if (files.length === 0) throw new AppError("store_unavailable", `There is nothing in ${dataDir} yet`);
    const text = manifestText({ made_by: VERSION, made_at: now.toISOString(), store, files });
    writeFileSync(join(part, MANIFEST_FILE), text, { mode: 0o600, flush: true });
    renameSync(part, to);
    return files;
  } catch (error) {
    rmSync(part, { recursive: true, force: true });
    throw error;
  }
}
