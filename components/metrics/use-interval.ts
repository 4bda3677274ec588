"use client";

import { useLive } from "#lib/live/use-live";

const DEFAULT_INTERVAL_SECONDS = 30;

/** How often this server's own job is due, in seconds. */
export const useInterval = (): number =>
  useLive(({ welcome }) => welcome?.aggregation_interval_seconds ?? DEFAULT_INTERVAL_SECONDS);
