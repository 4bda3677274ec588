"use client";

import { useMemo } from "react";
import { useLive, useLiveState } from "../../lib/live/use-live.ts";
import { needsAttention } from "../../lib/overview/attention.ts";
import { usePaced } from "../chart/use-paced.ts";
import type { Between } from "../events/between.ts";
import { useProof } from "../history/use-proof.ts";
import { useFreshSamples, useViewTime } from "../shell/use-view.ts";

const DEFAULT_INTERVAL_SECONDS = 30;
const GONE_THROUGH_MS = 1_000;

/** What the overview and the wall show; `now` is null before the first picture. */
export function useOverview(window: Between | null) {
  const { ready, state } = useLiveState();
  const now = useViewTime();
  const samples = useFreshSamples();
  const proof = useProof();
  const intervalSeconds = useLive(
    (view) => view.welcome?.aggregation_interval_seconds ?? DEFAULT_INTERVAL_SECONDS,
  );
  // All agents and robots are gone through, maybe thousands: once a second is often enough.
  const latest = useMemo(() => ({ state, samples, now, proof }), [state, samples, now, proof]);
  const paced = usePaced(latest, GONE_THROUGH_MS);
  // The first picture doesn't wait.
  const fleet = paced.samples ? paced : latest;
  const { from = null, to = null } = window ?? {};
  const found = useMemo(
    () =>
      ready && fleet.samples && fleet.now !== null
        ? needsAttention({
            ...fleet,
            samples: fleet.samples,
            now: fleet.now,
            intervalSeconds,
            window: from === null || to === null ? null : { from, to },
          })
        : null,
    [ready, fleet, intervalSeconds, from, to],
  );
  return { state, now: ready ? now : null, fleet, found, intervalSeconds };
}

export type OverviewView = ReturnType<typeof useOverview>;
