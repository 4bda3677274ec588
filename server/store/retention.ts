import { messageOf } from "#lib/errors";
import type { Logger } from "#server/log";
import type { EventLog } from "./port.ts";

const CHECK_MS = 60 * 60_000;
const DAY_MS = 86_400_000;

/** Removes what is older than so many days, once an hour. */
export function keepWithinAge(log: EventLog, days: number, logger: Logger) {
  async function trim(): Promise<void> {
    const before = `${Date.now() - days * DAY_MS}-0`;
    for (const stream of ["events", "missions"] as const) {
      const removed = await log.trim(stream, before);
      if (removed > 0) logger.info({ stream, removed, days }, "old entries removed");
    }
  }
  const timer = setInterval(() => {
    trim().catch((error: unknown) =>
      logger.warn({ reason: messageOf(error) }, "old entries were not removed"),
    );
  }, CHECK_MS);
  return { close: () => clearInterval(timer) };
}
