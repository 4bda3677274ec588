import type { State } from "../fold.ts";
import type { AlertList, AlertsQuery, AlertView, MuteView } from "./api-alerts.ts";
import { DEFAULT_RULES } from "./default-rules.ts";
import { incidentsOf } from "./incidents.ts";
import { isWithoutData } from "./no-data.ts";
import type { Rule } from "./rules.ts";
import { type AlertState, type AlertsState, isMuted, isQuiet, type Mute } from "./state.ts";
import { alertWords } from "./words.ts";

/** The rules that hold: those that come with the product, as they were changed, and those that were made. */
export function rulesOf({ rules }: Pick<AlertsState, "rules">): Rule[] {
  const own = DEFAULT_RULES.map((rule) => rules.get(rule.id) ?? rule);
  const made = [...rules.values()].filter(({ id }) => !isDefaultRule(id));
  return [...own, ...made];
}

export const isDefaultRule = (id: string): boolean => DEFAULT_RULES.some((rule) => rule.id === id);

export const isRuleOf = (state: AlertsState, id: string): boolean => isDefaultRule(id) || state.rules.has(id);

/** What there is to know of alerts. */
export type Known = Pick<State, "alerts" | "telemetry">;

/** What the API answers about an alert at `now`, Unix seconds. */
export function viewOf({ alerts, telemetry }: Known, alert: AlertState, now: number): AlertView {
  const { id, fired_id: _, ...rest } = alert;
  return {
    ...rest,
    alert_id: id,
    state: alert.cleared_at === null ? "active" : "ended",
    words: alertWords(alert),
    no_data: isWithoutData(alert, telemetry.robots),
    quiet: isQuiet(alerts, alert, now),
  };
}

export const muteView = ({ stream_id: _, ...mute }: Mute): MuteView => mute;

export function listAlerts(known: Known, query: AlertsQuery, now: number): AlertList {
  const state = known.alerts;
  const active = [...state.active.values()];
  const fits = ({ severity, subject }: AlertState): boolean =>
    (query.severity === undefined || severity === query.severity) &&
    (query.subject_kind === undefined || subject.kind === query.subject_kind) &&
    (query.subject_id === undefined || subject.id === query.subject_id);
  const chosen = [
    ...(query.state === "ended" ? [] : newestFirst(active.filter(fits))),
    ...(query.state === "active" ? [] : [...state.ended].reverse().filter(fits)),
  ];
  return {
    alerts: chosen.map((alert) => viewOf(known, alert, now)),
    incidents: incidentsOf(chosen),
    mutes: [...state.mutes.values()].filter((mute) => isMuted(mute, now)).map(muteView),
    counts: {
      active: active.length,
      acknowledged: active.filter(({ acknowledged }) => acknowledged !== null).length,
      quiet: active.filter((alert) => isQuiet(state, alert, now)).length,
    },
  };
}

const newestFirst = (alerts: AlertState[]): AlertState[] =>
  alerts.sort((a, b) => b.fired_at - a.fired_at || (a.id < b.id ? -1 : 1));
