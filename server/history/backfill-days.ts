import type { DailyLog } from "#server/store/port";
import { type LoggedEvent, medianSeconds, readItem } from "./backfill-item.ts";

const DAY_SECONDS = 86_400;
const PAGE = 500;
/** Neighbours that are asked for the time at a place: one with a wrong clock must not lead astray. */
const ASKED = 15;

/** The daily logs of some days in a row, each as long as it was at one moment: what is published later isn't in it. */
export interface Days {
  logs: readonly { date: string; length: number }[];
  total: number;
}

/** A place in the days: which log, and how many of its events come before. */
export interface DayPlace {
  day: number;
  offset: number;
}

/** Some events in a row; null in the place of a damaged one. */
export interface DayPage {
  at: DayPlace;
  events: (LoggedEvent | null)[];
}

export const dateOf = (seconds: number): string => new Date(seconds * 1000).toISOString().slice(0, 10);

/** The daily logs from one moment's day to another's, both Unix seconds. */
export async function measureDays(log: DailyLog, from: number, to: number): Promise<Days> {
  const dates: string[] = [];
  const first = Math.floor(from / DAY_SECONDS) * DAY_SECONDS;
  for (let at = first; at <= to; at += DAY_SECONDS) dates.push(dateOf(at));
  const logs = await Promise.all(dates.map(async (date) => ({ date, length: await log.length(date) })));
  return { logs, total: logs.reduce((sum, { length }) => sum + length, 0) };
}

/**
 * The first place whose events are from `seconds` on, found by halving: a log is in the order of publishing, and so,
 * but for clocks that differ, in the order of time.
 */
export async function findPlace(log: DailyLog, { logs }: Days, seconds: number): Promise<DayPlace> {
  const day = logs.findIndex(({ date }) => date >= dateOf(seconds));
  if (day === -1) return { day: logs.length, offset: 0 };
  const { date, length } = logs[day] as { date: string; length: number };
  let [low, high] = [0, length];
  while (low < high) {
    const middle = (low + high) >> 1;
    const around = await log.read(date, { offset: middle }, Math.min(ASKED, length - middle));
    const there = medianSeconds(around.map(readItem));
    if (there !== null && there < seconds) low = middle + 1;
    else high = middle;
  }
  return { day, offset: low };
}

/** The events from a place on, page by page. */
export async function* walkDays(
  log: DailyLog,
  { logs }: Days,
  from: DayPlace,
): AsyncGenerator<DayPage, void> {
  for (let day = from.day; day < logs.length; day++) {
    const { date, length } = logs[day] as { date: string; length: number };
    let offset = day === from.day ? from.offset : 0;
    while (offset < length) {
      const texts = await log.read(date, { offset }, Math.min(PAGE, length - offset));
      // Expired or deleted meanwhile.
      if (texts.length === 0) break;
      yield { at: { day, offset }, events: texts.map(readItem) };
      offset += texts.length;
    }
  }
}
