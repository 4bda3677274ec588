import { SHORT_SHOWN_SECONDS } from "./conditions.ts";
import type { SavedTrack } from "./engine.ts";
import type { Rule } from "./rules.ts";
import type { AlertState, AlertsState } from "./state.ts";
import { type Alert, subjectKey, type Track, type Transition } from "./track.ts";

/** What was told of an alert last, as an engine has it. */
export function alertOf(state: AlertState): Alert {
  const { id, rule_id, kind, severity, subject, since, fired_at, value, threshold, worst, flaps } = state;
  const stream_id = state.shown_by;
  return { id, rule_id, kind, severity, subject, since, fired_at, value, threshold, worst, flaps, stream_id };
}

/**
 * Where rules stand as far as their alerts tell: what is active fires, what ended lately cools down. What was pending is
 * forgotten. For who takes over from somebody of whom nothing else is known.
 */
export function seedTracks(
  { active, ended }: AlertsState,
  rules: readonly Rule[],
  now: number,
  fits: (alert: AlertState) => boolean,
): SavedTrack[] {
  const byId = new Map(rules.map((rule) => [rule.id, rule]));
  const tracks = new Map<string, SavedTrack>();
  const add = (alert: AlertState, track: Track): void => {
    const { rule_id, subject } = alert;
    tracks.set(`${rule_id} ${subjectKey(subject)}`, { rule_id, subject, track });
  };
  for (const alert of ended.filter(fits)) {
    const since = alert.cleared_at ?? 0;
    if (since + (byId.get(alert.rule_id)?.cooldown_seconds ?? 0) > now)
      add(alert, { is: "cooling", since, breach: null, alert: alertOf(alert) });
  }
  for (const alert of active.values()) {
    if (!fits(alert)) continue;
    const { since, value, shown_by } = alert;
    const until = alert.kind === "connection_short" && { until: since + SHORT_SHOWN_SECONDS };
    const breach = { from: since, ...until, value, stream_id: shown_by };
    add(alert, { is: "firing", breach, alert: alertOf(alert), no_data: true });
  }
  return [...tracks.values()];
}

/**
 * Where rules stood over a stream that another has taken the place of: what fired goes on until something is known of it
 * again, what was pending is forgotten.
 */
export const carriedTracks = (saved: readonly SavedTrack[]): SavedTrack[] =>
  saved.flatMap((one): SavedTrack[] => {
    const { track } = one;
    if (track.is === "pending") return [];
    return [
      { ...one, track: track.is === "firing" ? { ...track, no_data: true } : { ...track, breach: null } },
    ];
  });

/** What a stream that took another's place doesn't know of: told once more, they are the alerts they were. */
export const toldAnew = (
  tracks: readonly SavedTrack[],
  { active }: Pick<AlertsState, "active">,
  at: number,
  epoch: string,
): Transition[] =>
  tracks.flatMap(({ track }) =>
    (track.is === "firing" || track.is === "recovering") && !active.has(track.alert.id)
      ? [{ kind: "fired", at, alert: track.alert, epoch }]
      : [],
  );
