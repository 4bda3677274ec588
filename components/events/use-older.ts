"use client";

import { useEffect, useEffectEvent, useRef, useState } from "react";
import { fetchEvents } from "./fetch-events.ts";
import { olderThan, ROWS_KEPT, type Tail, type TailAction } from "./tail.ts";

export type OlderState = { kind: "idle" } | { kind: "busy" } | { kind: "failed"; why: string };

// Less than a screen: the first page is fetched without being asked for.
const FIRST_SCREEN_ROWS = 40;

/** Pages of older events from the server, added below the rows that are there. */
export function useOlder(tail: Tail, act: (action: TailAction) => void, pattern: string | null) {
  const [state, setState] = useState<OlderState>({ kind: "idle" });
  const request = useRef<AbortController | null>(null);
  const full = tail.rows.length >= ROWS_KEPT;

  async function load(): Promise<void> {
    if (request.current || tail.complete || full) return;
    const stop = new AbortController();
    request.current = stop;
    setState({ kind: "busy" });
    try {
      const page = await fetchEvents({ type: pattern, before: olderThan(tail) }, stop.signal);
      act({ kind: "older", ...page });
      setState({ kind: "idle" });
    } catch (error) {
      if (!stop.signal.aborted)
        setState({ kind: "failed", why: error instanceof Error ? error.message : "Something went wrong." });
    } finally {
      if (request.current === stop) request.current = null;
    }
  }

  const onAppear = useEffectEvent(() => {
    if (tail.rows.length < FIRST_SCREEN_ROWS) void load();
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: another filter is another list.
  useEffect(() => {
    setState({ kind: "idle" });
    onAppear();
    return () => {
      request.current?.abort();
      request.current = null;
    };
  }, [pattern]);

  return { state, full, load };
}
