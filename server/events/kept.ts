import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { messageOf } from "#lib/errors";
import type { Logger } from "#server/log";
import type { EventLog, NewEntry } from "#server/store/port";

const Entries = z.array(z.object({ dedupId: z.string().min(1), fields: z.record(z.string(), z.string()) }));

const fileIn = (dataDir: string): string => join(dataDir, "outbox.json");

/**
 * Puts aside what could not be published before the end: the log was away. Never throws: on a full disk these are lost, and
 * nothing else with them.
 */
export function keepUnpublished(
  dataDir: string,
  entries: readonly NewEntry[],
  logger: Pick<Logger, "error">,
): void {
  if (entries.length === 0) return;
  const file = fileIn(dataDir);
  try {
    // Whole or not at all, whatever ends this process meanwhile.
    writeFileSync(`${file}.new`, JSON.stringify(entries), { flush: true });
    renameSync(`${file}.new`, file);
  } catch (error) {
    logger.error({ lost: entries.length, reason: messageOf(error) }, "unpublished events can't be put aside");
  }
}

/**
 * Publishes what the last life of this server put aside, before anything else is read or written: nobody then takes its
 * robots for lost. Throws "store_unavailable", and has it still. A file that can't be read is set aside: nobody's start
 * waits for it.
 */
export async function publishKept(dataDir: string, log: EventLog, logger: Logger): Promise<void> {
  const file = fileIn(dataDir);
  if (!existsSync(file)) return;
  const entries = readEntries(file, logger);
  if (!entries) return;
  await log.append("events", entries);
  rmSync(file);
  logger.info({ count: entries.length }, "events published that waited since the last end");
}

function readEntries(file: string, logger: Pick<Logger, "error">): NewEntry[] | null {
  try {
    return Entries.parse(JSON.parse(readFileSync(file, "utf8")));
  } catch (error) {
    const aside = `${file}.damaged-${Date.now()}`;
    renameSync(file, aside);
    const reason = error instanceof z.ZodError ? "it is no list of events" : messageOf(error);
    logger.error({ file: aside, reason }, "the file of unpublished events was damaged: set aside");
    return null;
  }
}
