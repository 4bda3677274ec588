"use client";

import { useEffect, useMemo, useState } from "react";
import { EventList } from "../../lib/events/api.ts";
import type { StoredEvent } from "../../lib/events/envelope.ts";
import { Histogram } from "../../lib/history/api.ts";
import type { Capsule } from "../../lib/history/capsule.ts";
import { toIso } from "../../lib/time.ts";
import type { Stretch } from "../events/stretch.ts";
import {
  BUCKETS,
  capsuleTimeline,
  INCIDENT_QUERY,
  INCIDENTS_SHOWN,
  incidentOf,
  type Timeline,
} from "./timeline.ts";

const ASK_EVERY_MS = 15_000;
// A stretch that moves on is asked for once.
const REST_MS = 200;

/** How many events there were over a stretch, and what went wrong; the one before until it is known. */
export function useTimelineData(
  stretch: Stretch,
  capsule: Capsule | null,
): { timeline: Timeline | null; failed: string | null } {
  const own = useMemo(() => (capsule ? capsuleTimeline(capsule) : null), [capsule]);
  const [asked, setAsked] = useState<{ timeline: Timeline | null; failed: string | null }>(nothing);
  const { from, to } = stretch;
  useEffect(() => {
    if (capsule) return;
    const stop = new AbortController();
    const load = () =>
      ask(from, to, stop.signal).then(
        (timeline) => setAsked({ timeline, failed: null }),
        (error: unknown) => {
          if (stop.signal.aborted) return;
          const failed = error instanceof Error ? error.message : "Something went wrong.";
          setAsked((before) => ({ ...before, failed }));
        },
      );
    const first = setTimeout(() => void load(), REST_MS);
    const timer = setInterval(() => void load(), ASK_EVERY_MS);
    return () => {
      clearTimeout(first);
      clearInterval(timer);
      stop.abort();
    };
  }, [from, to, capsule]);
  return own ? { timeline: own, failed: null } : asked;
}

const nothing = { timeline: null, failed: null };

async function ask(from: number, to: number, signal: AbortSignal): Promise<Timeline> {
  const window = { from: from.toFixed(3), to: to.toFixed(3), buckets: String(BUCKETS) };
  const events = {
    query: INCIDENT_QUERY,
    after: toIso(from),
    before: toIso(to),
    limit: String(INCIDENTS_SHOWN),
  };
  const [histogram, list] = await Promise.all([
    get(`/api/events/histogram?${new URLSearchParams(window)}`, signal),
    get(`/api/events?${new URLSearchParams(events)}`, signal),
  ]);
  const { from: begin, bucket_seconds, buckets } = Histogram.parse(histogram);
  const found = EventList.parse(list).events as StoredEvent[];
  return {
    from: begin,
    to: begin + bucket_seconds * buckets.length,
    bucketSeconds: bucket_seconds,
    counts: buckets.map((bucket) => bucket.reduce((sum, count) => sum + count, 0)),
    incidents: found.flatMap((event) => incidentOf(event) ?? []),
  };
}

async function get(path: string, signal: AbortSignal): Promise<unknown> {
  const answer = await fetch(path, { signal }).catch((cause: unknown) => {
    throw new Error("The server did not answer.", { cause });
  });
  if (!answer.ok) throw new Error(`The server answered ${answer.status}.`);
  return answer.json();
}
