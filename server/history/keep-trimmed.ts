import { messageOf } from "#lib/errors";
import type { StreamId } from "#lib/stream-id";
import { toSeconds } from "#lib/time";
import type { Logger } from "#server/log";
import type { Thread } from "./thread.ts";
import type { Place, WriterMethods } from "./writer/writer.ts";

const TRIM_MS = 10 * 60_000;
/** A start has other things to do. */
const FIRST_TRIM_MS = 30_000;
/** The log keeps what isn't safely in the history: so often that it grows by a minute's events at most. */
const SETTLE_MS = 60_000;
const DAY_SECONDS = 86_400;

export interface TrimOptions {
  writer: Thread<WriterMethods>;
  upTo(): Place | null;
  logger: Logger;
  retentionDays: number;
  retentionBytes: number | null;
  now?: () => number;
}

/** Keeps the history within its age and size, and notes how far it is safely on the disk. */
export function keepTrimmed({
  writer,
  upTo,
  logger,
  retentionDays,
  retentionBytes,
  now = Date.now,
}: TrimOptions) {
  let settled: StreamId | null = null;
  let closed = false;

  async function trim(): Promise<void> {
    const limits = { since: toSeconds(now()) - retentionDays * DAY_SECONDS, bytes: retentionBytes };
    let removed = 0;
    for (let more = true; more && !closed; ) {
      const step = await writer.call("trim", limits);
      removed += step.removed;
      more = step.more;
    }
    if (removed > 0) logger.info({ removed, ...limits }, "the oldest events left the history");
  }

  async function settle(): Promise<void> {
    const reached = upTo();
    await writer.call("settle");
    settled = reached?.cursor.streamId ?? null;
  }

  const told = (what: string) => (error: unknown) =>
    logger.warn({ reason: messageOf(error) }, `the history could not be ${what}`);
  const trimNow = () => void trim().catch(told("trimmed"));
  const timers = [
    setTimeout(trimNow, FIRST_TRIM_MS),
    setInterval(trimNow, TRIM_MS),
    setInterval(() => void settle().catch(told("settled")), SETTLE_MS),
  ];

  return {
    settledUpTo: (): StreamId | null => settled,
    close(): void {
      closed = true;
      for (const timer of timers) clearTimeout(timer);
    },
  };
}
