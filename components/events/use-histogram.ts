"use client";

import { useCallback, useEffect, useEffectEvent, useRef, useState } from "react";
import { type Counts, countsOf, withArrived } from "../../lib/events/counts.ts";
import type { StoredEvent } from "../../lib/events/envelope.ts";
import type { Outage } from "../../lib/history/outage.ts";
import { shownNow, useAtNow, useLiveEvents } from "../../lib/live/use-live.ts";
import { streamIdSeconds } from "../../lib/stream-id.ts";
import { fetchHistogram, fetchOutages, isUnavailable } from "./fetch-events.ts";
import { endsOf, type Span } from "./view.ts";

export interface Drawn {
  counts: Counts;
  outages: readonly Outage[];
  /** Unix seconds: what was asked for, or what there is. */
  from: number;
  to: number;
}

export interface HistogramState {
  /** Null until something has been counted; of the view before while another one is counted. */
  drawn: Drawn | null;
  busy: boolean;
  /** Why nothing could be counted. */
  failure: { why: string; unavailable: boolean } | null;
}

interface HistogramOptions {
  query: string;
  span: Span;
  /** What comes from now on is counted too. */
  live: boolean;
  /** Null where the filter can't be read: nothing is counted. */
  matches: ((event: StoredEvent) => boolean) | null;
  /** The present, where a replay shows the past: what came later isn't counted. Unix seconds. */
  until: number | null;
  /** Another one counts anew. */
  round: string;
}

const BUCKETS = 120;
const BEGIN_AFTER_MS = 60;
const COUNT_AGAIN_MS = 60_000;
const TRY_AGAIN_MS = 10_000;
const ADD_EVERY_MS = 1_000;
/** Of what comes while the server counts. */
const WAITING_AT_MOST = 100_000;

/** How many events came when, counted by the server and moved on with what comes live, once a second. */
export function useHistogram({ query, span, live, matches, until, round }: HistogramOptions): HistogramState {
  // Not drawn again by the clock: it is looked at when something is counted.
  const ticks = useAtNow((now) => (now === null ? null : 1)) !== null;
  const [state, setState] = useState<HistogramState>({ drawn: null, busy: true, failure: null });
  const arrived = useRef<{ at: number; type: string }[]>([]);
  useLiveEvents(
    useCallback(
      (events) => {
        if (!live || !matches || arrived.current.length > WAITING_AT_MOST) return;
        for (const event of events)
          if (matches(event))
            arrived.current.push({ at: streamIdSeconds(event.stream_id), type: event.type });
      },
      [live, matches],
    ),
  );

  const count = useEffectEvent(async (signal: AbortSignal): Promise<void> => {
    const now = shownNow();
    if (now === null) return;
    const ends = endsOf(span, now);
    // Live, what is received from this moment on is counted here.
    const to = live ? now : (ends.to ?? until);
    const [counted, outages] = await Promise.allSettled([
      fetchHistogram({ query, from: ends.from, to, buckets: BUCKETS }, signal),
      fetchOutages(ends.from, ends.to, signal),
    ]);
    if (signal.aborted) return;
    if (counted.status === "rejected") {
      const { reason } = counted;
      const why = reason instanceof Error ? reason.message : "Something went wrong.";
      setState({ drawn: null, busy: false, failure: { why, unavailable: isUnavailable(reason) } });
      setTimeout(() => !signal.aborted && void count(signal), TRY_AGAIN_MS);
      return;
    }
    const { from, bucket_seconds, buckets } = counted.value;
    arrived.current = arrived.current.filter(({ at }) => at >= now);
    const drawn: Drawn = {
      counts: countsOf(counted.value),
      outages: outages.status === "fulfilled" ? outages.value : [],
      from: ends.from ?? from,
      to: ends.to ?? (span.kind === "last" ? now : Math.min(now, from + buckets.length * bucket_seconds)),
    };
    setState({ drawn, busy: false, failure: null });
  });

  const readable = matches !== null && ticks;
  const key = JSON.stringify([query, span, round]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: `key` is what is counted.
  useEffect(() => {
    if (!readable) return;
    const stop = new AbortController();
    arrived.current = [];
    setState((before) => ({ ...before, busy: true }));
    // Whoever types or scrubs asks for many in a row: the last one counts.
    const begin = setTimeout(() => void count(stop.signal), BEGIN_AFTER_MS);
    if (!live)
      return () => {
        clearTimeout(begin);
        stop.abort();
      };
    const again = setInterval(() => !document.hidden && void count(stop.signal), COUNT_AGAIN_MS);
    const onVisible = () => !document.hidden && void count(stop.signal);
    document.addEventListener("visibilitychange", onVisible);
    const add = setInterval(() => {
      const events = arrived.current;
      if (events.length === 0 || document.hidden) return;
      setState((before) => {
        if (!before.drawn) return before;
        return { ...before, drawn: { ...before.drawn, counts: withArrived(before.drawn.counts, events) } };
      });
      arrived.current = [];
    }, ADD_EVERY_MS);
    return () => {
      clearTimeout(begin);
      stop.abort();
      clearInterval(again);
      clearInterval(add);
      document.removeEventListener("visibilitychange", onVisible);
    };
  }, [key, live, readable]);
  return state;
}
