"use client";

import { useEffect, useState } from "react";
import { useLive, useNow, useReplay, useSamples } from "../../lib/live/use-live.ts";
import type { LatestSample } from "../../lib/telemetry/sample.ts";

/**
 * The time that the shown values belong to: now, or the moment the connection was lost.
 * With the real time, a page that lost its server would call every robot stale and every job missed.
 */
export function useViewTime(): number | null {
  const now = useNow();
  const connected = useLive((view) => view.connection.kind === "connected");
  const [held, setHeld] = useState(now);
  if (connected && held !== now) setHeld(now);
  return connected ? now : held;
}

// The server answers at once, with whatever it has; this long a silence is an answer too.
const ANSWER_WITHIN_MS = 2_000;

/**
 * The latest samples, or null until the server has sent the present ones: those of an earlier visit to the page
 * are old, and would make every robot look stale for a moment.
 */
export function useFreshSamples(): ReadonlyMap<string, LatestSample> | null {
  const samples = useSamples();
  const [first] = useState(samples);
  const [waited, setWaited] = useState(false);
  const ready = useLive((view) => view.live.kind === "live");
  useEffect(() => {
    if (!ready) return;
    const timer = setTimeout(() => setWaited(true), ANSWER_WITHIN_MS);
    return () => clearTimeout(timer);
  }, [ready]);
  // Of the past there are none, and nothing to wait for.
  const replaying = useReplay(() => true) ?? false;
  return replaying || samples !== first || waited ? samples : null;
}
