import type { PastAlert } from "./api.ts";
import type { Transition } from "./track.ts";

/** Transitions in their order as the alerts they tell of; what came back is the alert it was. Latest first. */
export function pastAlerts(told: readonly Transition[]): PastAlert[] {
  const alerts = new Map<string, PastAlert>();
  for (const { kind, at, alert } of told) {
    const { id, severity, subject, since, fired_at, value, worst, flaps, stream_id } = alert;
    const cleared_at = kind === "cleared" ? at : null;
    alerts.set(id, { id, severity, subject, since, fired_at, cleared_at, value, worst, flaps, stream_id });
  }
  return [...alerts.values()].sort((a, b) => b.fired_at - a.fired_at || (a.id < b.id ? -1 : 1));
}

const MINUTE = 60;

export const isShort = ({ fired_at, cleared_at }: PastAlert): boolean =>
  cleared_at !== null && cleared_at - fired_at < MINUTE;
