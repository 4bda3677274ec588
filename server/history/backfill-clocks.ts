import { streamIdSeconds } from "#lib/stream-id";
import { parseTimestamp } from "#lib/time";
import type { DailyLog, EventLog } from "#server/store/port";
import { measureDays } from "./backfill-days.ts";
import { readItem } from "./backfill-item.ts";

/** Events are looked at so far around a moment: several producers push at once, none of them at once with its XADD. */
export const SLACK_SECONDS = 120;
const DAY_SECONDS = 86_400;
/** So many events of a day are asked. */
const ASKED = 200;

/** How many seconds the producers' clocks are behind the stream's at most, and ahead of it; never negative. */
export interface Clocks {
  behind: number;
  ahead: number;
}

/** Compares the times of the newest events in the daily logs with those that the stream gave them. */
export async function compareClocks(
  log: EventLog,
  dailyLog: DailyLog,
  present: number,
  share = 1,
): Promise<Clocks> {
  const logged = new Set<string | undefined>();
  const { logs } = await measureDays(dailyLog, present - DAY_SECONDS, present + DAY_SECONDS);
  for (const { date, length } of logs)
    for (const text of await dailyLog.read(date, { offset: Math.max(0, length - ASKED) }, ASKED))
      logged.add(readItem(text)?.id);
  const clocks = { behind: 0, ahead: 0 };
  for (const { id, fields } of await log.range("events", {
    limit: Math.ceil(5 * ASKED * share),
    order: "desc",
  })) {
    const own = parseTimestamp(fields.timestamp)?.seconds;
    if (own === undefined || fields.id === undefined || !logged.has(fields.id)) continue;
    const ahead = Math.max(-DAY_SECONDS, Math.min(DAY_SECONDS, own - streamIdSeconds(id)));
    clocks.ahead = Math.max(clocks.ahead, ahead);
    clocks.behind = Math.max(clocks.behind, -ahead);
  }
  return clocks;
}
