"use client";

import { useCallback, useEffect, useRef, useState } from "react";
import type { StoredEvent } from "../../lib/events/envelope.ts";
import { useLiveEvents } from "../../lib/live/use-live.ts";
import { fetchFields } from "./fetch-events.ts";
import { type KeptTypes, keptTypes, withCome } from "./kept-types.ts";

const COUNT_AGAIN_MS = 60_000;
const ADD_EVERY_MS = 1_000;
/** Of what comes between two counts. */
const COME_AT_MOST = 100_000;

/**
 * How many events of each type are kept, counted by the server and moved on with what comes live; null until then,
 * and while the history can't be read. Another `round` counts anew.
 */
export function useKeptTypes(round: string): KeptTypes | null {
  const counted = useRef<KeptTypes | null>(null);
  const come = useRef<StoredEvent[]>([]);
  const [shown, setShown] = useState<KeptTypes | null>(null);
  useLiveEvents(
    useCallback((events) => {
      if (come.current.length < COME_AT_MOST) come.current.push(...events);
    }, []),
  );

  // biome-ignore lint/correctness/useExhaustiveDependencies: another round counts anew.
  useEffect(() => {
    const stop = new AbortController();
    function show(): void {
      setShown(counted.current && withCome(counted.current, come.current));
    }
    async function count(): Promise<void> {
      try {
        const kept = keptTypes(await fetchFields(stop.signal));
        if (stop.signal.aborted) return;
        counted.current = kept;
        come.current = come.current.filter((event) => !kept.has(event));
      } catch {
        // What was counted before, with what has come since, stays as it is until it can be counted again.
      }
      show();
    }
    void count();
    const again = setInterval(() => !document.hidden && void count(), COUNT_AGAIN_MS);
    const add = setInterval(() => come.current.length > 0 && !document.hidden && show(), ADD_EVERY_MS);
    return () => {
      stop.abort();
      clearInterval(again);
      clearInterval(add);
    };
  }, [round]);
  return shown;
}
