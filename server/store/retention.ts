import { setImmediate as nextTurn } from "node:timers/promises";
import { messageOf } from "#lib/errors";
import { compareStreamIds, type StreamId } from "#lib/stream-id";
import type { Logger } from "#server/log";
import type { EventLog, StreamName } from "./port.ts";

const CHECK_MS = 60_000;
const DAY_MS = 86_400_000;
/** So many at a time: about 5 ms, in which nobody else gets a turn. */
const STEP = 1000;

export interface RetentionOptions {
  log: EventLog;
  logger: Logger;
  /** Older entries of both streams go. */
  days: number;
  /** About so many of the newest events stay; null where appending sees to that itself. */
  maxLength: number | null;
  /** How far the history has the events for good; null while nobody can tell. What comes after it stays. */
  archivedUpTo(): StreamId | null;
  now?: () => number;
}

export type Retention = ReturnType<typeof keepBounded>;

/** Keeps the streams within their age and length, looking once a minute; no event goes that the history hasn't got. */
export function keepBounded(options: RetentionOptions) {
  const { log, logger, days, maxLength, archivedUpTo, now = Date.now } = options;
  let running: Promise<void> | null = null;
  let closed = false;

  async function trimByAge(stream: StreamName, upTo: StreamId | null): Promise<void> {
    const tooOld = `${now() - days * DAY_MS}-0`;
    const removed = await log.trim(stream, upTo === null ? tooOld : earlier(tooOld, upTo));
    if (removed > 0) logger.info({ stream, removed, days }, "old entries removed");
  }

  async function trimByLength(most: number, upTo: StreamId): Promise<void> {
    const { length } = await log.info("events");
    let removed = 0;
    while (!closed && length - removed > most) {
      // The last one read is the first that stays.
      const limit = Math.min(STEP, length - removed - most) + 1;
      const first = (await log.range("events", { limit })).at(-1);
      const step = first ? await log.trim("events", earlier(first.id, upTo)) : 0;
      if (step === 0) break;
      removed += step;
      await nextTurn();
    }
    if (removed > 0) logger.debug({ removed, most }, "the log keeps its newest events");
  }

  async function trim(): Promise<void> {
    await trimByAge("missions", null);
    const upTo = archivedUpTo();
    if (upTo === null) return;
    await trimByAge("events", upTo);
    if (maxLength !== null) await trimByLength(maxLength, upTo);
  }

  function check(): Promise<void> {
    running ??= trim()
      .catch((error: unknown) => logger.warn({ reason: messageOf(error) }, "old entries were not removed"))
      .finally(() => {
        running = null;
      });
    return running;
  }

  const timer = setInterval(check, CHECK_MS);
  return {
    /** Looks now; never rejects. */
    check,
    async close(): Promise<void> {
      closed = true;
      clearInterval(timer);
      await running;
    },
  };
}

const earlier = (a: StreamId, b: StreamId): StreamId => (compareStreamIds(a, b) < 0 ? a : b);
