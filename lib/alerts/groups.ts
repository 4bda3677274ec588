import { SEVERITIES } from "./kinds.ts";
import type { AlertState } from "./state.ts";
import { type Subject, subjectKey } from "./track.ts";

/** What is wrong with one entity. */
export interface AlertGroup {
  key: string;
  subject: Subject;
  alerts: AlertState[];
}

/** Alerts by whom they are about: what nobody looks after yet and weighs most comes first, then the newest. */
export const groupAlerts = (alerts: Iterable<AlertState>): AlertGroup[] =>
  groupsInOrder([...alerts].sort(worstFirst));

/** Alerts by whom they are about, in the order in which they come. */
export function groupsInOrder(alerts: Iterable<AlertState>): AlertGroup[] {
  const groups = new Map<string, AlertGroup>();
  for (const alert of alerts) {
    const key = subjectKey(alert.subject);
    const group = groups.get(key);
    if (group) group.alerts.push(alert);
    else groups.set(key, { key, subject: alert.subject, alerts: [alert] });
  }
  return [...groups.values()];
}

/** The same groups, each the very object that it was while nothing in it has changed. */
export function sameGroups(before: readonly AlertGroup[], groups: readonly AlertGroup[]): AlertGroup[] {
  const known = new Map(before.map((group) => [group.key, group]));
  return groups.map((group) => {
    const was = known.get(group.key);
    return was && isSame(was.alerts, group.alerts) ? was : group;
  });
}

const isSame = (a: readonly AlertState[], b: readonly AlertState[]): boolean =>
  a.length === b.length && a.every((alert, at) => alert === b[at]);

const rank = ({ severity, acknowledged }: AlertState): number =>
  SEVERITIES.indexOf(severity) + (acknowledged ? SEVERITIES.length : 0);

export const worstFirst = (a: AlertState, b: AlertState): number =>
  rank(a) - rank(b) || b.fired_at - a.fired_at || (a.id < b.id ? -1 : 1);
