import type { DailyLog } from "#server/store/port";
import { type Clocks, SLACK_SECONDS } from "./backfill-clocks.ts";
import { type DayPlace, type Days, findPlace, walkDays } from "./backfill-days.ts";
import { medianSeconds, readItem } from "./backfill-item.ts";

/** Where nothing that was received is there to go by, the time must do: with a producer's own delay. */
const DELAY_SECONDS = 2;
/** Far more events than any producer's push is late, few enough to be looked at in a moment. */
const AROUND = 10_000;
/** Where the clocks tell nothing, some events of so many are asked whether they are known. */
const STRIDE = 500;
const ASKED = 15;

export interface Received {
  /** When the last one was received, Unix seconds. */
  since: number;
  knownIds: ReadonlySet<string>;
}

/** Where the lost events begin: at a place, and not before a time. */
export interface Begin {
  place: DayPlace;
  seconds: number;
}

/**
 * Finds where in the daily logs the lost events begin: in the midst of those that were received last. What comes behind
 * and isn't known is lost; what comes before and isn't known may have been received too long ago to be remembered.
 */
export async function findBegin(
  log: DailyLog,
  days: Days,
  clocks: Clocks,
  received: Received,
): Promise<Begin> {
  const { since, knownIds } = received;
  const place = await findPlace(log, days, since - SLACK_SECONDS - clocks.behind);
  const until = since + SLACK_SECONDS + clocks.ahead;
  const midst =
    (await midstOfKnown(log, days, place, knownIds, (seconds) => seconds <= until)) ??
    (await searchKnown(log, days, knownIds));
  return midst
    ? { place: midst, seconds: Number.NEGATIVE_INFINITY }
    : { place, seconds: since - DELAY_SECONDS - clocks.behind };
}

async function midstOfKnown(
  log: DailyLog,
  days: Days,
  from: DayPlace,
  knownIds: ReadonlySet<string>,
  isNear: (seconds: number, looked: number) => boolean,
): Promise<DayPlace | null> {
  const found: DayPlace[] = [];
  let looked = 0;
  for await (const { at, events } of knownIds.size > 0 ? walkDays(log, days, from) : []) {
    for (const [i, event] of events.entries())
      if (event && knownIds.has(event.id)) found.push({ day: at.day, offset: at.offset + i });
    looked += events.length;
    if (!isNear(medianSeconds(events) ?? 0, looked)) break;
  }
  return found[found.length >> 1] ?? null;
}

/** The same without the help of time, from the newest events backwards: clocks may have been set, or be anyhow. */
async function searchKnown(
  log: DailyLog,
  days: Days,
  knownIds: ReadonlySet<string>,
): Promise<DayPlace | null> {
  if (knownIds.size === 0) return null;
  for (let day = days.logs.length - 1; day >= 0; day--) {
    const { date, length } = days.logs[day] as { date: string; length: number };
    for (let offset = Math.max(0, length - ASKED); ; offset = Math.max(0, offset - STRIDE)) {
      const texts = await log.read(date, { offset }, ASKED);
      if (texts.some((text) => knownIds.has(readItem(text)?.id ?? ""))) {
        const from = { day, offset: Math.max(0, offset - AROUND) };
        return midstOfKnown(log, days, from, knownIds, (_, looked) => looked < 2 * AROUND);
      }
      if (offset === 0) break;
    }
  }
  return null;
}
