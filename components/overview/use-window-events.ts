"use client";

import { useEffect, useState } from "react";
import type { StoredEvent } from "../../lib/events/envelope.ts";
import { ROUTINE_TYPES } from "../../lib/events/sentence.ts";
import { useReplay } from "../../lib/live/use-live.ts";
import { toIso } from "../../lib/time.ts";
import type { Stretch } from "../events/stretch.ts";

const ROUTINE = `type:(${ROUTINE_TYPES.join(" or ")})`;

export type WindowEvents =
  | { kind: "loading" }
  /** The newest of that time, oldest first; `routine` counts all that are routine, null while that is unknown. */
  | { kind: "known"; events: readonly StoredEvent[]; routine: number | null }
  | { kind: "failed"; why: string };

/** What happened in a stretch of time; null without one. In the past only what had happened by then. */
export function useWindowEvents(window: Stretch | null, withRoutine: boolean): WindowEvents | null {
  const [found, setFound] = useState<WindowEvents>({ kind: "loading" });
  const { from, to } = window ?? { from: null, to: null };
  const jump = useReplay((view) => view.jump);
  // biome-ignore lint/correctness/useExhaustiveDependencies: at another moment other things have happened.
  useEffect(() => {
    if (from === null || to === null) return;
    const stop = new AbortController();
    setFound({ kind: "loading" });
    const query = withRoutine ? "" : `not ${ROUTINE}`;
    ask(query, { from, to }, stop.signal).then(
      ([page, counted]) =>
        stop.signal.aborted ||
        setFound({ kind: "known", events: page.events.toReversed(), routine: counted?.total ?? null }),
      (error: unknown) =>
        stop.signal.aborted ||
        setFound({ kind: "failed", why: error instanceof Error ? error.message : "Something went wrong." }),
    );
    return () => stop.abort();
  }, [from, to, withRoutine, jump]);
  return window && found;
}

async function ask(query: string, { from, to }: Stretch, signal: AbortSignal) {
  const { fetchHistogram, fetchPage } = await import("../events/fetch-events.ts");
  return Promise.all([
    fetchPage(query, { after: toIso(from), before: toIso(to), order: "newest" }, signal),
    fetchHistogram({ query: ROUTINE, from, to, buckets: 1 }, signal).catch(() => null),
  ]);
}
