"use client";

import { useEffect, useState } from "react";
import { useLive, useNow, useSamples } from "../../lib/live/use-live.ts";
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

const noSamples: ReadonlyMap<string, LatestSample> = new Map();

/** The latest samples, or null until the server has sent them. */
export function useFreshSamples(): ReadonlyMap<string, LatestSample> | null {
  const samples = useSamples();
  const [waited, setWaited] = useState(false);
  const ready = useLive((view) => view.live.kind === "live");
  useEffect(() => {
    if (!ready) return;
    const timer = setTimeout(() => setWaited(true), ANSWER_WITHIN_MS);
    return () => clearTimeout(timer);
  }, [ready]);
  return samples ?? (waited ? noSamples : null);
}
