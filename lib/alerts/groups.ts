import { SEVERITIES } from "./kinds.ts";
import type { AlertState } from "./state.ts";
import { type Subject, subjectKey } from "./track.ts";

/** What is wrong with one entity. */
export interface AlertGroup {
  key: string;
  subject: Subject;
  /** Worst first, then the newest. */
  alerts: AlertState[];
}

/** Alerts by whom they are about: what nobody looks after yet and weighs most comes first, then the newest. */
export function groupAlerts(alerts: Iterable<AlertState>): AlertGroup[] {
  const groups = new Map<string, AlertGroup>();
  for (const alert of [...alerts].sort(worstFirst)) {
    const key = subjectKey(alert.subject);
    const group = groups.get(key);
    if (group) group.alerts.push(alert);
    else groups.set(key, { key, subject: alert.subject, alerts: [alert] });
  }
  return [...groups.values()];
}

const rank = ({ severity, acknowledged }: AlertState): number =>
  SEVERITIES.indexOf(severity) + (acknowledged ? SEVERITIES.length : 0);

export const worstFirst = (a: AlertState, b: AlertState): number =>
  rank(a) - rank(b) || b.fired_at - a.fired_at || (a.id < b.id ? -1 : 1);
