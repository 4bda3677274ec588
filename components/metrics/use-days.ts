"use client";

import { useEffect, useState } from "react";
import { useNowInSteps, useReplay } from "../../lib/live/use-live.ts";
import { zoneOffset } from "../../lib/local-time.ts";
import { type Day, daysOf, firstMidnight } from "../../lib/metrics/hours.ts";
import { quoted } from "../../lib/query/text.ts";
import { usePreferences } from "../ui/preferences-provider.tsx";

const DAYS = 7;
// An hour's count grows all the time; a minute late is soon enough.
const STEP_SECONDS = 60;
/** Half an hour: zones are that far apart. One of the days may have 25 hours. */
const BUCKETS = DAYS * 48 + 2;

export type Days = { kind: "loading" } | { kind: "known"; days: Day[] } | { kind: "failed"; why: string };

const FAILED = "metrics.aggregation_failed";

/** How many runs of a job ended well and badly in each hour of the last seven days, as the history counts them. */
export function useDays(jobId: string): Days {
  const { zone } = usePreferences();
  const now = useNowInSteps(STEP_SECONDS);
  const jump = useReplay((view) => view.jump);
  const [days, setDays] = useState<Days>({ kind: "loading" });
  const from = now === null ? null : firstMidnight(now, DAYS, zoneOffset(zone));
  // biome-ignore lint/correctness/useExhaustiveDependencies: another moment has other counts.
  useEffect(() => {
    if (now === null || from === null) return;
    const stop = new AbortController();
    count(jobId, from, now + STEP_SECONDS, stop.signal).then(
      (counts) => setDays({ kind: "known", days: daysOf(counts, { from, now, offsetAt: zoneOffset(zone) }) }),
      (error: unknown) => {
        if (stop.signal.aborted) return;
        const why = error instanceof Error ? error.message : "Something went wrong.";
        setDays((before) => (before.kind === "known" ? before : { kind: "failed", why }));
      },
    );
    return () => stop.abort();
  }, [jobId, from, now, jump, zone]);
  return days;
}

async function count(jobId: string, from: number, to: number, signal: AbortSignal) {
  const { fetchHistogram } = await import("../events/fetch-events.ts");
  const query = `job:${quoted(jobId)} type:(metrics.aggregation_completed or ${FAILED})`;
  const counted = await fetchHistogram({ query, from, to, buckets: BUCKETS }, signal);
  const failed = counted.types.indexOf(FAILED);
  return counted.buckets.map((bucket, place) => {
    const bad = bucket[failed] ?? 0;
    const all = bucket.reduce((sum, events) => sum + events, 0);
    return { at: counted.from + place * counted.bucket_seconds, completed: all - bad, failed: bad };
  });
}
