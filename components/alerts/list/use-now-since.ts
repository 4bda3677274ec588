"use client";

import { useAtNow } from "../../../lib/live/use-live.ts";

/** Now, to whole minutes since then: of hundreds not all are drawn anew in the same second. */
export const useNowSince = (since: number): number =>
  useAtNow((now) => since + Math.floor(Math.max(0, (now ?? since) - since) / 60) * 60);
