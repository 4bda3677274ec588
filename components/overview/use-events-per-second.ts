"use client";

import { useEffect, useMemo } from "react";
import type { StoredEvent } from "../../lib/events/envelope.ts";
import type { FeedState } from "../../lib/events/feed.ts";
import { useLiveEvents, useNow, useTimeline } from "../../lib/live/use-live.ts";
import { streamIdSeconds } from "../../lib/stream-id.ts";

export const LAST_SECONDS = 60;

/** Events received in each of the last 60 whole seconds, oldest first. Moves on once a second. */
export function useEventsPerSecond(feed: FeedState): number[] {
  const now = useNow();
  const timeline = useTimeline();
  // Another time is another minute: what was counted before a jump isn't part of it.
  // biome-ignore lint/correctness/useExhaustiveDependencies: see above.
  const counter = useMemo(createCounter, [timeline]);
  useLiveEvents(counter.add);
  useEffect(() => counter.seed(feed.recent), [counter, feed.recent]);
  return counter.until(Math.floor(now ?? 0));
}

function createCounter() {
  const bySecond = new Map<number, number>();
  let seeded = false;
  function add(events: readonly StoredEvent[]): void {
    if (!seeded) return;
    for (const { stream_id } of events) {
      const second = Math.floor(streamIdSeconds(stream_id));
      bySecond.set(second, (bySecond.get(second) ?? 0) + 1);
    }
  }
  return {
    add,
    /** What came before the page was opened, as far as it is kept. Later calls change nothing. */
    seed(recent: readonly StoredEvent[]): void {
      if (seeded || recent.length === 0) return;
      seeded = true;
      add(recent);
    },
    until(end: number): number[] {
      for (const second of bySecond.keys()) if (second < end - 2 * LAST_SECONDS) bySecond.delete(second);
      return Array.from({ length: LAST_SECONDS }, (_, i) => bySecond.get(end - LAST_SECONDS + i) ?? 0);
    },
  };
}
