"use client";

import { useCallback, useEffect, useEffectEvent, useState } from "react";
import { type Counts, countsOf, withArrived } from "../../lib/events/counts.ts";
import type { StoredEvent } from "../../lib/events/envelope.ts";
import type { Outage } from "../../lib/history/outage.ts";
import { shownNow, useAtNow, useLiveEvents } from "../../lib/live/use-live.ts";
import { createArrivals } from "./arrivals.ts";
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

/** How many events came when, counted by the server and moved on with what comes live, once a second. */
export function useHistogram({ query, span, live, matches, until, round }: HistogramOptions): HistogramState {
  // Not drawn again by the clock: it is looked at when something is counted.
  const ticks = useAtNow((now) => (now === null ? null : 1)) !== null;
  const [state, setState] = useState<HistogramState>({ drawn: null, busy: true, failure: null });
  const [arrivals] = useState(createArrivals);
  useLiveEvents(
    useCallback(
      (events) => {
        if (live && matches) arrivals.came(events.filter(matches));
      },
      [live, matches, arrivals],
    ),
  );

  const count = useEffectEvent(async (signal: AbortSignal): Promise<void> => {
    const now = shownNow();
    if (now === null || !arrivals.begin()) return;
    const ends = endsOf(span, now);
    // Open, it is all there is: the server says up to where, and what comes after that is added here.
    const to = ends.to ?? until;
    const [counted, outages] = await Promise.allSettled([
      fetchHistogram({ query, from: ends.from, to, buckets: BUCKETS }, signal),
      fetchOutages(ends.from, ends.to, signal),
    ]);
    if (signal.aborted) return;
    if (counted.status === "rejected") {
      arrivals.failed();
      const { reason } = counted;
      const why = reason instanceof Error ? reason.message : "Something went wrong.";
      setState({ drawn: null, busy: false, failure: { why, unavailable: isUnavailable(reason) } });
      setTimeout(() => !signal.aborted && void count(signal), TRY_AGAIN_MS);
      return;
    }
    const { from, bucket_seconds, buckets, newest } = counted.value;
    arrivals.counted(newest);
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
    arrivals.clear();
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
      if (document.hidden) return;
      const events = arrivals.take();
      if (events.length === 0) return;
      setState((before) => {
        if (!before.drawn) return before;
        return { ...before, drawn: { ...before.drawn, counts: withArrived(before.drawn.counts, events) } };
      });
    }, ADD_EVERY_MS);
    return () => {
      clearTimeout(begin);
      stop.abort();
      clearInterval(again);
      clearInterval(add);
      document.removeEventListener("visibilitychange", onVisible);
    };
  }, [key, live, readable, arrivals]);
  return state;
}
