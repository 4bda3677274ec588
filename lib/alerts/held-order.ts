import type { AlertState, AlertsState } from "./state.ts";
import { subjectKey } from "./track.ts";

/** A list that somebody reads. */
export interface HeldOrder<T> {
  /** Each in the place that it had. */
  shown: readonly T[];
  /** What has come since and has no place yet, in the order in which it came to this. */
  waiting: readonly T[];
}

interface Renewal<T> {
  /** All that there is now, in the order that a new reader would get. */
  newest: readonly T[];
  /** What was shown, as it is by now; also what is over. */
  asNow: (item: T) => T;
  /** Whether a newcomer may stand below all others: nothing that is read moves for it. */
  follows?: (item: T) => boolean;
}

/** What was shown `before` stays where it is, whatever became of it; what is new waits, or follows below. */
export function holdOrder<T extends { id: string }>(
  before: readonly T[],
  { newest, asNow, follows = () => false }: Renewal<T>,
): HeldOrder<T> {
  const known = new Set(before.map(({ id }) => id));
  const shown = before.map(asNow);
  const waiting: T[] = [];
  for (const item of newest) if (!known.has(item.id)) (follows(item) ? shown : waiting).push(item);
  return { shown, waiting };
}

/** Alerts as they are by now. What ended so long ago that it isn't kept any more did so before all that is. */
export function alertsByNow({ active, ended }: Pick<AlertsState, "active" | "ended">) {
  const over = new Map(ended.map((alert) => [alert.id, alert]));
  const [first] = ended;
  return (alert: AlertState): AlertState =>
    active.get(alert.id) ??
    over.get(alert.id) ??
    (alert.cleared_at === null ? { ...alert, cleared_at: first?.cleared_at ?? alert.fired_at } : alert);
}

/** Newcomers follow below a list that has fewer than `most` entities, each under its own, if that is the last one. */
export function followBelow(shown: readonly AlertState[], most: number): (alert: AlertState) => boolean {
  const entities = new Set(shown.map(({ subject }) => subjectKey(subject)));
  let last = [...entities].at(-1);
  return ({ subject }) => {
    const key = subjectKey(subject);
    const fits = entities.has(key) ? key === last : entities.size < most;
    if (fits) {
      entities.add(key);
      last = key;
    }
    return fits;
  };
}
