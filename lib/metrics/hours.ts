import { dayBegin, type OffsetAt, wallAt } from "../local-time.ts";

/** How a job did in one hour of the clock, which is two hours long where the clock goes through it twice. Unix seconds. */
export interface Hour {
  from: number;
  to: number;
  completed: number;
  failed: number;
}

export interface Day {
  /** Midnight of the shown zone. */
  from: number;
  /** By what the clock shows, 0 to 23; null for those that are still to come, or that the clock leaves out. */
  hours: (Hour | null)[];
}

export const HOUR = 3600;
const DAY = 86_400;
/** Zones are that far apart, and put their clocks forward and back by no less. */
const STEP = HOUR / 2;

/** The begin of the first of so many days of which the last is today, in a zone. */
export function firstMidnight(now: number, days: number, offsetAt: OffsetAt): number {
  const today = Math.floor(wallAt(now, offsetAt) / DAY) * DAY;
  return dayBegin(today - (days - 1) * DAY, offsetAt);
}

interface Shown {
  /** The midnight that the first of the days begins with. */
  from: number;
  now: number;
  /** What the shown zone is ahead of UTC. */
  offsetAt: OffsetAt;
}

/**
 * Counts of whatever steps as hours by day, the newest day first. `counts` have the begin of their step and are in no
 * order.
 */
export function daysOf(
  counts: Iterable<{ at: number; completed: number; failed: number }>,
  { from, now, offsetAt }: Shown,
): Day[] {
  const hourAt = (at: number) => Math.floor(wallAt(at, offsetAt) / HOUR);
  const hours = new Map<number, Hour>();
  for (let at = from; at <= now || hourAt(at) === hourAt(now); at += STEP)
    hours.set(hourAt(at), { from: at, completed: 0, failed: 0, ...hours.get(hourAt(at)), to: at + STEP });
  for (const { at, completed, failed } of counts) {
    const hour = hours.get(hourAt(at));
    if (!hour) continue;
    hour.completed += completed;
    hour.failed += failed;
  }
  const first = Math.floor(wallAt(from, offsetAt) / DAY);
  const count = Math.floor(wallAt(now, offsetAt) / DAY) - first + 1;
  return Array.from({ length: count }, (_, back) => {
    const day = first + count - 1 - back;
    return {
      from: dayBegin(day * DAY, offsetAt),
      hours: Array.from({ length: 24 }, (_, hour) => hours.get(day * 24 + hour) ?? null),
    };
  });
}
