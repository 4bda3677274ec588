import { TREND_SECONDS, type Trend, type Trends } from "../telemetry/trend.ts";
import type { Timing } from "./store.ts";

/** One robot's trend, and the begin of its first step in Unix seconds. */
export interface ShownTrend extends Trend {
  from: number;
}

/** A step is a minute: asked more often, nothing would be seen. */
const EVERY_MS = 20_000;
/** Rows that fly by while somebody scrolls are not asked for. */
const SETTLED_MS = 150;
/** So many at once: an answer for a whole screen would draw hundreds of lines in one go. */
const AT_ONCE = 12;
/** The server is away, or the page is hidden: tried again after this. */
const AGAIN_MS = 2_000;
/** Rows that are out of sight keep their line for when they come back. */
const KEPT = 300;

const browserTiming: Timing = { now: () => performance.now(), later: (run, ms) => void setTimeout(run, ms) };

/**
 * The trends of the robots that somebody looks at, asked for again and again while they are looked at.
 * `ask` answers null when it can't be asked now.
 */
export function createTrends(
  ask: (robotIds: string[]) => Promise<Trends | null>,
  timing: Timing = browserTiming,
) {
  const lookers = new Map<string, Set<() => void>>();
  const known = new Map<string, { trend: ShownTrend | null; askedAt: number }>();
  let wakesAt = Number.POSITIVE_INFINITY;
  let asking = false;

  const dueAt = (id: string): number => (known.get(id)?.askedAt ?? Number.NEGATIVE_INFINITY) + EVERY_MS;

  function wakeIn(ms: number): void {
    const at = timing.now() + ms;
    if (at >= wakesAt) return;
    wakesAt = at;
    timing.later(() => {
      // An earlier one has been set since.
      if (wakesAt !== at) return;
      wakesAt = Number.POSITIVE_INFINITY;
      void askForAll();
    }, ms);
  }

  async function askForAll(): Promise<void> {
    if (asking) return;
    asking = true;
    let answered = true;
    for (let ids = due(); answered && ids.length > 0; ids = due()) answered = await askFor(ids);
    asking = false;
    if (lookers.size > 0) wakeIn(answered ? untilNext() : AGAIN_MS);
  }

  const due = (): string[] => [...lookers.keys()].filter((id) => dueAt(id) <= timing.now()).slice(0, AT_ONCE);

  const untilNext = (): number =>
    Math.max(SETTLED_MS, Math.min(...Array.from(lookers.keys(), dueAt)) - timing.now());

  async function askFor(ids: string[]): Promise<boolean> {
    const told = await ask(ids);
    if (!told) return false;
    const trends = new Map(told.robots);
    for (const id of ids) {
      const trend = trends.get(id);
      // Anew: the oldest stand first and go first.
      known.delete(id);
      known.set(id, { trend: trend ? { ...trend, from: told.from } : null, askedAt: timing.now() });
      for (const looker of lookers.get(id) ?? []) looker();
    }
    forget();
    return true;
  }

  function forget(): void {
    for (const id of known.keys()) {
      if (known.size <= KEPT) return;
      if (!lookers.has(id)) known.delete(id);
    }
  }

  return {
    get: (robotId: string): ShownTrend | null => known.get(robotId)?.trend ?? null,
    /** Keeps a robot's trend up to date until the returned function is called. */
    subscribe(robotId: string, looker: () => void): () => void {
      const its = lookers.get(robotId) ?? new Set();
      lookers.set(robotId, its.add(looker));
      if (its.size === 1) wakeIn(Math.max(SETTLED_MS, dueAt(robotId) - timing.now()));
      return () => {
        its.delete(looker);
        if (its.size === 0) lookers.delete(robotId);
      };
    },
  };
}

/** The Unix seconds between which a trend is drawn. */
export const trendRange = ({ from }: ShownTrend): [number, number] => [from, from + TREND_SECONDS];
