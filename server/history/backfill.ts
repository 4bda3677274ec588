import { AppError } from "#lib/errors";
import { compareStreamIds, streamIdSeconds } from "#lib/stream-id";
import { toSeconds } from "#lib/time";
import { createSeen } from "#server/events/seen";
import type { Logger } from "#server/log";
import type { Cursor, DailyLog, Entry, EventLog, Oldest, Store } from "#server/store/port";
import { findBegin } from "./backfill-begin.ts";
import { compareClocks, SLACK_SECONDS } from "./backfill-clocks.ts";
import { measureDays, walkDays } from "./backfill-days.ts";
import { createIdsBetween } from "./backfill-ids.ts";
import { type LoggedEvent, medianSeconds } from "./backfill-item.ts";
import { createPatience, withPatience } from "./backfill-patience.ts";
import { lookAtStream } from "./backfill-stream.ts";

const DAY_SECONDS = 86_400;
/** Events next to each other, several producers', are of about the same time. */
const NEIGHBOURS = 5;

export interface BackfillOptions {
  log: EventLog;
  dailyLog: DailyLog;
  /** The last place that was read. */
  from: Cursor;
  /** Ids of the events that were received shortly before it. */
  knownIds: ReadonlySet<string>;
  retentionDays: number;
  signal?: AbortSignal;
  take(entries: Entry[]): Promise<void>;
  now?: () => number;
}

export interface Backfilled {
  recovered: number;
  /** Items that nobody can read any more. */
  damaged: number;
  /** Up to here the stream's events were looked for: the oldest place of the moment at which that was decided. */
  to: Oldest;
}

/**
 * Reads from BRAiN's daily logs what was removed from the stream after `from` and is no longer there: every event that
 * isn't among the known ones and not in the stream either, once, in the order of publishing, as the entries that they
 * were but for their ids. Those are made: between `from` and the oldest entry there is, of the events' own time.
 * Reads only: several gateways may do it at once. Throws what the store throws, "conflict" when the stream is replaced
 * meanwhile or the ids run out, and the signal's reason.
 */
export async function backfill(options: BackfillOptions): Promise<Backfilled> {
  const { log, from, knownIds, signal, take, now = Date.now } = options;
  const ask = createPatience(signal);
  const dailyLog = withPatience(options.dailyLog, ask);
  const present = toSeconds(now());
  const since = Math.max(streamIdSeconds(from.streamId), present - options.retentionDays * DAY_SECONDS);
  const clocks = await ask((share) => compareClocks(log, dailyLog, present, share));
  // Measured before the stream is looked at: all that is in them by then is in the stream, or was.
  // Their dates are of their producers' times: what was told late may stand in the log of the day before.
  const days = await measureDays(dailyLog, since - DAY_SECONDS - clocks.behind, present + DAY_SECONDS);
  const seconds = 2 * SLACK_SECONDS + clocks.ahead + clocks.behind;
  const { oldest, ids: standing } = await ask((share) =>
    lookAtStream(log, { epoch: from.epoch, seconds, share }),
  );
  const until = streamIdSeconds(oldest.cursor.streamId) + SLACK_SECONDS + clocks.ahead;
  const result: Backfilled = { recovered: 0, damaged: 0, to: oldest };
  if (days.total === 0 || compareStreamIds(oldest.cursor.streamId, from.streamId) <= 0) return result;

  const begin = await findBegin(dailyLog, days, clocks, { since, knownIds });
  const isLost = ({ id, seconds: at }: LoggedEvent) =>
    !knownIds.has(id) && !standing.has(id) && (at ?? present) >= begin.seconds;
  const nextId = createIdsBetween(from.streamId, oldest.cursor.streamId);
  const seen = createSeen();
  for await (const { events } of walkDays(dailyLog, days, begin.place)) {
    signal?.throwIfAborted();
    if ((medianSeconds(events) ?? 0) > until) break;
    const entries: Entry[] = [];
    for (const [i, event] of events.entries()) {
      if (event === null) result.damaged += 1;
      else if (isLost(event) && seen.isNew(event.id))
        entries.push(toEntry(event, nextId(timeOf(events, i) ?? since)));
    }
    if (entries.length > 0) await take(entries);
    result.recovered += entries.length;
  }
  return result;
}

/** What the tail needs of it; null where there are no daily logs. */
export function recoverFrom({ log, dailyLog }: Store, retentionDays: number, logger: Logger) {
  return async (
    lost: { from: Cursor; knownIds: ReadonlySet<string>; signal?: AbortSignal },
    take: (entries: Entry[]) => Promise<void>,
  ): Promise<Oldest | null> => {
    if (!dailyLog) return null;
    const { recovered, damaged, to } = await backfill({ log, dailyLog, retentionDays, take, ...lost });
    const fields = { from: lost.from.streamId, to: to.cursor.streamId, recovered };
    if (recovered > 0) logger.info(fields, "events were recovered from the daily logs");
    if (damaged > 0) logger.warn({ ...fields, damaged }, "damaged items in the daily logs were passed over");
    return to;
  };
}

// One event from the future must not move all behind it there.
function timeOf(events: readonly (LoggedEvent | null)[], at: number): number | null {
  const own = events[at]?.seconds ?? null;
  const others = medianSeconds(events.slice(Math.max(0, at - NEIGHBOURS), at + NEIGHBOURS + 1));
  return own !== null && others !== null && Math.abs(own - others) <= SLACK_SECONDS ? own : others;
}

function toEntry({ fields }: LoggedEvent, id: string | null): Entry {
  if (id === null)
    throw new AppError("conflict", "There are more lost events than ids between those that aren't");
  return { id, fields };
}
