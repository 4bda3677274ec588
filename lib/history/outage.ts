import { plural } from "../format.ts";

/** Why there is nothing to see between two moments. */
export type OutageCause =
  /** This server wasn't running. */
  | "server_down"
  /** The event store could not be reached. */
  | "store_down"
  /** Entries were removed from the stream before they were read. */
  | "trimmed"
  /** The stream was replaced by another one. */
  | "epoch"
  /** This browser had no connection to the server. */
  | "browser";

/**
 * A stretch of time in which we did not look. Events that happened in it may have been read afterwards:
 * then `filled` says so and only what can't be had again (samples) is missing. Times are Unix seconds.
 */
export interface Outage {
  id: string;
  cause: OutageCause;
  from: number;
  /** Null while it lasts. */
  to: number | null;
  /** Whether every event of that time is there by now. */
  filled: boolean;
  /** Events that were read afterwards from BRAiN's daily log. */
  recovered: number;
  /** Events that are lost for good; null when nobody can tell how many. */
  missing: number | null;
}

/** Of more that touch a window one answer has the newest. */
export const OUTAGES_TOLD = 500;

/**
 * Every outage of a window, oldest first, however many there are: `tell` gives the newest `OUTAGES_TOLD` of those that
 * began until `to` (Unix seconds; null is open), oldest first.
 */
export async function allOutages<T extends Pick<Outage, "id" | "from">>(
  to: number | null,
  tell: (to: number | null) => Promise<readonly T[]>,
): Promise<T[]> {
  const told = await tell(to);
  const all = [...told];
  const known = new Set(all.map(({ id }) => id));
  for (let part = told; part.length >= OUTAGES_TOLD; ) {
    part = await tell(part[0]?.from ?? null);
    const older = part.filter(({ id }) => !known.has(id));
    if (older.length === 0) break;
    for (const { id } of older) known.add(id);
    all.unshift(...older);
  }
  return all;
}

const WORDS: Record<OutageCause, string> = {
  server_down: "Brainwave was not running",
  store_down: "the event store could not be reached",
  trimmed: "events were removed from the stream before they were read",
  epoch: "the event stream was replaced by another one",
  browser: "this browser had no connection",
};

/** What happened and what became of it, in a sentence. */
export function outageWords({ cause, filled, recovered, missing }: Outage): string {
  const what = WORDS[cause].charAt(0).toUpperCase() + WORDS[cause].slice(1);
  if (filled)
    return recovered > 0
      ? `${what}; ${plural(recovered, "event")} came from the daily log`
      : `${what}; no event was lost`;
  if (missing === null) return `${what}; nobody can tell how many events are missing`;
  return `${what}; ${plural(missing, "event is", "events are")} missing`;
}
