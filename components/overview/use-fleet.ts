"use client";

import { useMemo } from "react";
import type { State } from "../../lib/fold.ts";
import { useLiveState } from "../../lib/live/use-live.ts";
import type { Proof } from "../../lib/telemetry/proof.ts";
import type { LatestSample } from "../../lib/telemetry/sample.ts";
import { usePaced } from "../chart/use-paced.ts";
import { useProof } from "../history/use-proof.ts";
import { useFreshSamples, useViewTime } from "../shell/use-view.ts";

/** Everything that is told of robots, at one moment. */
export interface Fleet {
  state: State;
  samples: ReadonlyMap<string, LatestSample>;
  now: number;
  proof: Proof | null;
}

const GONE_THROUGH_MS = 1_000;

/** Null until all of it is known. There may be thousands of robots to go through: it is taken over once a second. */
export function useFleet(): Fleet | null {
  const { ready, state } = useLiveState();
  const now = useViewTime();
  const samples = useFreshSamples();
  const proof = useProof();
  const latest = useMemo(
    () => (ready && samples && now !== null ? { state, samples, now, proof } : null),
    [ready, state, samples, now, proof],
  );
  // The first picture doesn't wait.
  return usePaced(latest, GONE_THROUGH_MS) ?? latest;
}
