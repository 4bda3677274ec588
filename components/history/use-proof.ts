"use client";

import { useMemo } from "react";
import { useLive, useNow, useReplay } from "../../lib/live/use-live.ts";
import { downAt, type Proof, proofWhileDown } from "../../lib/telemetry/proof.ts";
import { useOutages } from "./use-outages.ts";

/** What can be vouched for at the moment that the page shows: by the server now, by hindsight in a replay. */
export function useProof(): Proof | null {
  const present = useLive(({ proof }) => proof);
  const replaying = useReplay(() => true) ?? false;
  const outages = useOutages();
  const now = useNow();
  const down = replaying && now !== null ? downAt(outages, now) : null;
  return useMemo(() => (down ? proofWhileDown(down) : present), [down, present]);
}
