"use client";

import { isBackAgain } from "../../../lib/alerts/back-again.ts";
import { isWithoutData } from "../../../lib/alerts/no-data.ts";
import type { AlertState } from "../../../lib/alerts/state.ts";
import { useStatePart } from "../../../lib/live/use-live.ts";

/** Whether nobody can say any more that it holds, and whether who dropped is there again. */
export interface Silence {
  silent: boolean;
  back: boolean;
}

export function useSilence(alert: AlertState): Silence {
  const silent = useStatePart(({ telemetry }) => isWithoutData(alert, telemetry.robots));
  const back = useStatePart(({ telemetry }) => isBackAgain(alert, telemetry.robots));
  return { silent, back };
}
