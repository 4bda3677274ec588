import { SEVERITIES, type Severity } from "./kinds.ts";
import { type AlertsState, isQuiet } from "./state.ts";

export interface AlertsSummary {
  active: number;
  /** Of the active ones, by severity. */
  counts: Record<Severity, number>;
  acknowledged: number;
  /** Snoozed, or of a muted entity. */
  quiet: number;
  /** Alerts that fired in each step up to now, oldest first, as far as they are kept. */
  fired: number[];
}

/** The alerts in a few numbers. `now` in Unix seconds; `steps` of `stepSeconds` each. */
export function summarizeAlerts(
  state: AlertsState,
  now: number,
  { steps, stepSeconds }: { steps: number; stepSeconds: number },
): AlertsSummary {
  const active = [...state.active.values()];
  const fired = new Array<number>(steps).fill(0);
  const end = Math.ceil(now / stepSeconds);
  for (const { fired_at } of [...active, ...state.ended]) {
    const place = steps - 1 - (end - 1 - Math.floor(fired_at / stepSeconds));
    if (place >= 0 && place < steps) fired[place] = (fired[place] ?? 0) + 1;
  }
  const count = (severity: Severity) => active.filter((alert) => alert.severity === severity).length;
  return {
    active: active.length,
    counts: Object.fromEntries(SEVERITIES.map((one) => [one, count(one)])) as Record<Severity, number>,
    acknowledged: active.filter(({ acknowledged }) => acknowledged !== null).length,
    quiet: active.filter((alert) => isQuiet(state, alert, now)).length,
    fired,
  };
}

/** The active alerts that somebody should look at: neither acknowledged nor silenced, and more than a remark. */
export const wantsSomebody = (state: AlertsState, now: number) =>
  [...state.active.values()].filter(
    (alert) => alert.severity !== "info" && !alert.acknowledged && !isQuiet(state, alert, now),
  );
