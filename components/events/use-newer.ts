"use client";

import { useCallback, useEffect, useRef, useState } from "react";
import type { StoredEvent } from "../../lib/events/envelope.ts";
import { useLiveEvents } from "../../lib/live/use-live.ts";

const TOLD_EVERY_MS = 1000;

/** How many events that fit have come since this was first drawn. */
export function useNewer(matches: (event: StoredEvent) => boolean): number {
  const count = useRef(0);
  const [told, setTold] = useState(0);
  useLiveEvents(
    useCallback(
      (events) => {
        for (const event of events) if (matches(event)) count.current++;
      },
      [matches],
    ),
  );
  useEffect(() => {
    const timer = setInterval(() => setTold(count.current), TOLD_EVERY_MS);
    return () => clearInterval(timer);
  }, []);
  return told;
}
