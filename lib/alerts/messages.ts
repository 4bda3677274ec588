import { type Incident, incidentsOf } from "./incidents.ts";
import { SEVERITIES, type Severity } from "./kinds.ts";
import { type AlertState, type AlertsState, isQuiet } from "./state.ts";

/** What the newest events told of, by alert id. */
export interface News {
  begun: ReadonlySet<string>;
  over: ReadonlySet<string>;
}

/** What was said to a channel before, and is not over yet. */
export interface Said {
  dedup_key: string;
  alert_ids: readonly string[];
}

export interface NewMessage {
  /** `updated`: more of a story that it was told of. */
  kind: "triggered" | "updated" | "resolved";
  dedup_key: string;
  incident: Incident;
  alerts: AlertState[];
}

/**
 * What a channel should be told: one message for each story in which something began, and one when all of a story that
 * it was told of is over. Nothing of what is quiet, or less than it wants; nothing of what began and is over
 * already, or was said: a stream that took another's place is told of it once more.
 * Pure. `now` in Unix seconds.
 */
export function messagesFor(
  state: AlertsState,
  news: News,
  said: readonly Said[],
  least: Severity,
  now: number,
): NewMessage[] {
  const wanted = SEVERITIES.slice(0, SEVERITIES.indexOf(least) + 1);
  const stories = incidentsOf([...state.active.values(), ...state.ended]);
  const byId = new Map([...state.ended, ...state.active.values()].map((alert) => [alert.id, alert]));
  return stories.flatMap((incident): NewMessage[] => {
    const ids = new Set(incident.alert_ids);
    const before = said.find(({ alert_ids }) => alert_ids.some((id) => ids.has(id)));
    const alerts = incident.alert_ids.flatMap((id) => byId.get(id) ?? []);
    const begun = alerts.filter(
      (alert) =>
        news.begun.has(alert.id) &&
        state.active.has(alert.id) &&
        !(alert.reopened_at === null && before?.alert_ids.includes(alert.id)) &&
        wanted.includes(alert.severity) &&
        !isQuiet(state, alert, now),
    );
    const dedup_key = before?.dedup_key ?? begun[0]?.id;
    if (dedup_key === undefined) return [];
    if (begun.length > 0)
      return [{ kind: before ? "updated" : "triggered", dedup_key, incident, alerts: begun }];
    const ends = before && incident.to !== null && incident.alert_ids.some((id) => news.over.has(id));
    return ends ? [{ kind: "resolved", dedup_key, incident, alerts }] : [];
  });
}

/** Of what began, what nobody is told of yet: it fires, is silenced, and nobody looks after it. Told when that ends. */
export const heldBack = (state: AlertsState, begun: Iterable<string>, now: number): string[] =>
  [...begun].filter((id) => {
    const alert = state.active.get(id);
    return alert !== undefined && alert.acknowledged === null && isQuiet(state, alert, now);
  });
