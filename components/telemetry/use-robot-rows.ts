"use client";

import { useEffect, useEffectEvent, useMemo, useState } from "react";
import type { Proof } from "#lib/telemetry/proof";
import type { LatestSample } from "#lib/telemetry/sample";
import type { RobotState } from "#lib/telemetry/state";
import { usePaced } from "../chart/use-paced.ts";
import type { RobotRow } from "./robot-rows.ts";
import { createRowIndex, type KnownRobots } from "./row-index.ts";

// Robots may report ten times a second; nobody reads faster than this.
const REFRESH_MS = 500;
/** Rows made in one go, which takes a few milliseconds. */
const AT_ONCE = 1_000;

/** The rows of the list; null until all that they are made of is here. */
export function useRobotRows(
  robots: ReadonlyMap<string, RobotState> | null,
  samples: ReadonlyMap<string, LatestSample> | null,
  now: number | null,
  proof: Proof | null,
): readonly RobotRow[] | null {
  const [index] = useState(createRowIndex);
  const latest = useMemo(
    () => (robots && samples && now !== null ? { robots, samples, now, proof } : null),
    [robots, samples, now, proof],
  );
  // The first picture doesn't wait.
  const known = usePaced(latest, REFRESH_MS) ?? latest;
  const prepared = usePrepared(index, known);
  return useMemo(() => (known && prepared ? index.rows(known) : null), [index, known, prepared]);
}

/** Whether few enough rows are left to be made for the first time; of thousands, some at a time are made before. */
function usePrepared(index: ReturnType<typeof createRowIndex>, known: KnownRobots | null): boolean {
  const [prepared, setPrepared] = useState(false);
  const prepare = useEffectEvent(() => known === null || index.prepare(known, AT_ONCE));
  const waits = !prepared && known !== null && known.robots.size > AT_ONCE;
  useEffect(() => {
    if (!waits) return;
    const step = () => {
      if (prepare()) setPrepared(true);
      else timer = setTimeout(step);
    };
    let timer = setTimeout(step);
    return () => clearTimeout(timer);
  }, [waits]);
  return !waits;
}
