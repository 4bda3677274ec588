import { createHash } from "node:crypto";
import { createReadStream, readFileSync } from "node:fs";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import { z } from "zod";
import { AppError } from "#lib/errors";
import { SAMPLES_VERSION } from "#server/history/samples/tables";
import { HISTORY_VERSION } from "#server/history/tables";
import { DATABASE_FILE, DATABASE_VERSION } from "#server/store/sqlite/database";

/**
 * The files of a data folder, in the order in which they are copied, with the newest version of each that is understood
 * here. The history goes before the log: one that is behind its log catches up, one that is ahead would be told as a gap.
 */
export const DATA_FILES = [
  { name: "history.sqlite", version: HISTORY_VERSION },
  { name: "samples.sqlite", version: SAMPLES_VERSION },
  { name: DATABASE_FILE, version: DATABASE_VERSION },
] as const;

export const MANIFEST_FILE = "manifest.json";
const FORMAT = "brainwave-backup-1";

const Manifest = z.object({
  format: z.literal(FORMAT),
  made_by: z.string().describe("The Brainwave that made it."),
  made_at: z.iso.datetime(),
  store: z.enum(["sqlite", "redis"]).describe("Where the events and records stood."),
  files: z.array(
    z.object({
      name: z.enum(DATA_FILES.map(({ name }) => name)),
      version: z.int().describe("Of its tables."),
      bytes: z.int(),
      sha256: z.string(),
    }),
  ),
});
export type Manifest = z.infer<typeof Manifest>;

export const manifestText = (manifest: Omit<Manifest, "format">): string =>
  `${JSON.stringify({ format: FORMAT, ...manifest }, null, 2)}\n`;

/** Throws "invalid" when there is none in the folder, or one that isn't understood. */
export function readManifest(folder: string): Manifest {
  const file = join(folder, MANIFEST_FILE);
  try {
    return Manifest.parse(JSON.parse(readFileSync(file, "utf8")));
  } catch (error) {
    throw new AppError("invalid", `${folder} is no backup that this Brainwave understands`, { cause: error });
  }
}

export async function sha256Of(file: string): Promise<string> {
  const hash = createHash("sha256");
  await pipeline(createReadStream(file), hash);
  return hash.digest("hex");
}
