/** How a job did in one hour. Unix seconds. */
export interface Hour {
  from: number;
  to: number;
  completed: number;
  failed: number;
}

export interface Day {
  /** Midnight of the shown zone. */
  from: number;
  /** Its 24 hours; null for those that are still to come. */
  hours: (Hour | null)[];
}

export const HOUR = 3600;
const DAY = 86_400;

/** The begin of the first of so many days of which the last is today, in the zone that is `offset` seconds ahead of UTC. */
export const firstMidnight = (now: number, days: number, offset: number): number =>
  Math.floor((now + offset) / DAY) * DAY - offset - (days - 1) * DAY;

/**
 * Counts of whatever steps as hours by day, the newest day first. `counts` have the begin of their step and are in no
 * order.
 */
export function daysOf(
  counts: Iterable<{ at: number; completed: number; failed: number }>,
  { from, now }: { from: number; now: number },
): Day[] {
  const hours = new Map<number, { completed: number; failed: number }>();
  for (const { at, completed, failed } of counts) {
    const hour = Math.floor((at - from) / HOUR);
    const before = hours.get(hour) ?? { completed: 0, failed: 0 };
    hours.set(hour, { completed: before.completed + completed, failed: before.failed + failed });
  }
  const days = Math.floor((now - from) / DAY) + 1;
  return Array.from({ length: days }, (_, back) => {
    const day = days - 1 - back;
    return {
      from: from + day * DAY,
      hours: Array.from({ length: 24 }, (_, at) => {
        const hour = day * 24 + at;
        const begin = from + hour * HOUR;
        if (begin > now) return null;
        return { from: begin, to: begin + HOUR, completed: 0, failed: 0, ...hours.get(hour) };
      }),
    };
  });
}
