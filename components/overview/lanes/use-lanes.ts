"use client";

import { useMemo } from "react";
import { outageBands } from "../../../lib/history/holes.ts";
import { useNowInSteps, useReplay, useTimeline } from "../../../lib/live/use-live.ts";
import {
  isMarked,
  isTrouble,
  type LaneBar,
  laneBars,
  MARKED_QUERY,
  TROUBLE_QUERY,
} from "../../../lib/overview/lanes.ts";
import { useHistogram } from "../../events/use-histogram.ts";
import { useOutages } from "../../history/use-outages.ts";

const BARS = 120;

/** The lanes over the last so many seconds: counted by the server, moved on with what comes live. */
export function useLanes(spanSeconds: number) {
  const span = useMemo(() => ({ kind: "last", seconds: spanSeconds }) as const, [spanSeconds]);
  const until = useReplay(({ picture, at }) => picture?.at ?? at);
  const round = useTimeline();
  const marked = useHistogram({ query: MARKED_QUERY, span, live: true, matches: isMarked, until, round });
  const trouble = useHistogram({ query: TROUBLE_QUERY, span, live: true, matches: isTrouble, until, round });
  const outages = useOutages();
  const counts = marked.drawn?.counts ?? null;
  const bad = trouble.drawn?.counts ?? null;
  const step = counts?.bucketSeconds ?? spanSeconds / BARS;
  // Until another span is counted, the one before is drawn: its bars over days would be hundreds of thousands.
  const seconds = marked.drawn ? marked.drawn.to - marked.drawn.from : spanSeconds;
  const now = useNowInSteps(step);
  const end = now === null ? 0 : now + step;
  const bars = useMemo<readonly LaneBar[] | null>(
    () => (counts && end > 0 ? laneBars(counts, bad, end - seconds, end) : null),
    [counts, bad, end, seconds],
  );
  const [from, to] = [bars?.[0]?.from ?? 0, bars?.at(-1)?.to ?? 0];
  const bands = useMemo(() => outageBands(outages, { from, to }), [outages, from, to]);
  const countedFrom = counts?.countedFrom ?? null;
  return { bars, bands, countedFrom, busy: marked.busy, failure: marked.failure ?? trouble.failure };
}
