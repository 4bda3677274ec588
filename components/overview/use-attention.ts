"use client";

import { useMemo } from "react";
import { needsAttention } from "../../lib/overview/attention.ts";
import type { Stretch } from "../events/stretch.ts";
import { useInterval } from "../metrics/use-interval.ts";
import { useFleet } from "./use-fleet.ts";

/** What needs a person; null while it isn't known yet. */
export function useAttention(window: Stretch | null) {
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
