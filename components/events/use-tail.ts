"use client";

import { useCallback, useEffect, useEffectEvent, useReducer, useRef } from "react";
import type { StoredEvent } from "../../lib/events/envelope.ts";
import type { FeedState } from "../../lib/events/feed.ts";
import { latestFeed, useLiveEvents } from "../../lib/live/use-live.ts";
import { compareStreamIds, type StreamId } from "../../lib/stream-id.ts";
import { onTail, ROWS_KEPT, startTail, type Tail, type TailAction } from "./tail.ts";

// As often as the live store commits: faster than that is not seen, only paid for.
const FLUSH_EVERY_MS = 100;

/** The live tail of what `matches`. Use a `key` for another filter, and for another stream. */
export function useTail(
  feed: FeedState,
  matches: (event: StoredEvent) => boolean,
): [tail: Tail, act: (action: TailAction) => void] {
  const [tail, act] = useReducer(onTail, null, () => startTail(fitting(feed.recent, matches), headOf(feed)));
  const buffer = useRef<{ events: StoredEvent[]; head: StreamId | null }>({ events: [], head: null });

  useLiveEvents(
    useCallback(
      (events) => {
        const last = events.at(-1);
        if (!last) return;
        buffer.current.head = last.stream_id;
        for (const event of events) if (matches(event)) buffer.current.events.push(event);
        buffer.current.events.splice(0, buffer.current.events.length - ROWS_KEPT);
      },
      [matches],
    ),
  );
  useEffect(() => {
    const timer = setInterval(() => {
      const { events, head } = buffer.current;
      if (head === null) return;
      buffer.current = { events: [], head: null };
      act({ kind: "arrived", events, head });
    }, FLUSH_EVERY_MS);
    return () => clearInterval(timer);
  }, []);

  // Frames are heard before the state shows them. A state ahead of what was heard came as a whole: after a gap, or a
  // long absence. If it doesn't join on to the rows, they start anew.
  const onFeed = useEffectEvent((known: FeedState): void => {
    const newest = headOf(known);
    const heard = buffer.current.head ?? tail.head;
    if (newest === null || (heard !== null && compareStreamIds(newest, heard) <= 0)) return;
    const [oldest] = known.recent;
    const joins = heard !== null && oldest && compareStreamIds(oldest.stream_id, heard) <= 0;
    act({ kind: joins ? "arrived" : "restart", events: fitting(known.recent, matches), head: newest });
  });
  // What came between the first drawing and this moment was told before anybody listened here.
  useEffect(() => onFeed(latestFeed()), []);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another filter, and rows that started anew, look again, too.
  useEffect(() => onFeed(feed), [feed, matches, tail.head]);

  return [tail, act];
}

const fitting = (events: readonly StoredEvent[], matches: (event: StoredEvent) => boolean): StoredEvent[] =>
  events.filter(matches);
const headOf = ({ recent }: FeedState): StreamId | null => recent.at(-1)?.stream_id ?? null;
