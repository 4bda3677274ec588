"use client";

import { useMemo } from "react";
import { useLive } from "../../lib/live/use-live.ts";
import { needsAttention } from "../../lib/overview/attention.ts";
import type { Between } from "../events/between.ts";
import { useFleet } from "./use-fleet.ts";

const DEFAULT_INTERVAL_SECONDS = 30;

/** How often this server's own job is due. */
export const useInterval = (): number =>
  useLive((view) => view.welcome?.aggregation_interval_seconds ?? DEFAULT_INTERVAL_SECONDS);

/** What needs a person; null while it isn't known yet. */
export function useAttention(window: Between | null) {
  const fleet = useFleet();
  const intervalSeconds = useInterval();
  const { from = null, to = null } = window ?? {};
  return useMemo(
    () =>
      fleet &&
      needsAttention({
        ...fleet,
        intervalSeconds,
        window: from === null || to === null ? null : { from, to },
      }),
    [fleet, intervalSeconds, from, to],
  );
}
