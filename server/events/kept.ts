import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Logger } from "#server/log";
import type { EventLog, NewEntry } from "#server/store/port";

const fileIn = (dataDir: string): string => join(dataDir, "outbox.json");

/** Puts aside what could not be published before the end: the log was away. */
export function keepUnpublished(dataDir: string, entries: readonly NewEntry[]): void {
  if (entries.length === 0) return;
  const file = fileIn(dataDir);
  // Whole or not at all, whatever ends this process meanwhile.
  writeFileSync(`${file}.new`, JSON.stringify(entries), { flush: true });
  renameSync(`${file}.new`, file);
}

/**
 * Publishes what the last life of this server put aside, before anything else is read or written: nobody then takes its
 * robots for lost. Throws "store_unavailable", and has it still.
 */
export async function publishKept(dataDir: string, log: EventLog, logger: Logger): Promise<void> {
  const file = fileIn(dataDir);
  if (!existsSync(file)) return;
  const entries: NewEntry[] = JSON.parse(readFileSync(file, "utf8"));
  await log.append("events", entries);
  rmSync(file);
  logger.info({ count: entries.length }, "events published that waited since the last end");
}
