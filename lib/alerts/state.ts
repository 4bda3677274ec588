import type { StreamId } from "../stream-id.ts";
import type {
  AlertAcknowledged,
  AlertCleared,
  AlertFired,
  AlertMuted,
  AlertReopened,
  AlertRuleChanged,
  AlertSnoozed,
  AlertUnmuted,
} from "./events.ts";
import type { Rule } from "./rules.ts";
import { type Alert, type Subject, subjectKey } from "./track.ts";

/** One alert as its events tell it. Times are Unix seconds. */
export interface AlertState extends Omit<Alert, "stream_id"> {
  /** The event that showed what is wrong; null where a sample did. */
  shown_by: StreamId | null;
  /** The event that told of it first. */
  fired_id: StreamId;
  /** The newest event about it. */
  stream_id: StreamId;
  reopened_at: number | null;
  cleared_at: number | null;
  acknowledged: { at: number; by: string | null; note: string | null } | null;
  snoozed_until: number | null;
}

/** An entity of which nothing is delivered. */
export interface Mute {
  subject: Subject;
  muted_at: number;
  /** Null: until somebody unmutes it. */
  until: number | null;
  reason: string | null;
  by: string | null;
  stream_id: StreamId;
}

export interface AlertsState {
  active: ReadonlyMap<string, AlertState>;
  /** The newest that are over, in the order in which they ended. */
  ended: readonly AlertState[];
  /** By `subjectKey`. */
  mutes: ReadonlyMap<string, Mute>;
  /** Rules that aren't as they come, by id. */
  rules: ReadonlyMap<string, Rule>;
}

export const emptyAlerts: AlertsState = {
  active: new Map(),
  ended: [],
  mutes: new Map(),
  rules: new Map(),
};

/** Enough for a busy day; all of them are in the history. */
export const ENDED_KEPT = 200;

type Told = AlertFired | AlertReopened | AlertCleared;

export function onFired(state: AlertsState, payload: AlertFired, streamId: StreamId): AlertsState {
  // Told again by a second evaluator, or of what fires already: it is the alert it was.
  if (find(state, payload.alert_id) || isFiring(state, payload)) return state;
  return withActive(state, alertOf(payload, streamId, undefined));
}

export function onReopened(state: AlertsState, payload: AlertReopened, streamId: StreamId): AlertsState {
  if (state.active.has(payload.alert_id)) return state;
  const before = find(state, payload.alert_id);
  const alert = { ...alertOf(payload, streamId, before), reopened_at: payload.reopened_at };
  return { ...withActive(state, alert), ended: state.ended.filter(({ id }) => id !== alert.id) };
}

export function onCleared(state: AlertsState, payload: AlertCleared, streamId: StreamId): AlertsState {
  const before = state.active.get(payload.alert_id);
  if (!before) return state;
  const active = new Map(state.active);
  active.delete(before.id);
  const alert = { ...alertOf(payload, streamId, before), cleared_at: payload.cleared_at };
  return { ...state, active, ended: [...state.ended, alert].slice(-ENDED_KEPT) };
}

export const onAcknowledged = (state: AlertsState, payload: AlertAcknowledged, streamId: StreamId) =>
  changed(state, payload.alert_id, streamId, {
    acknowledged: { at: payload.acknowledged_at, by: payload.by ?? null, note: payload.note ?? null },
  });

export const onSnoozed = (state: AlertsState, payload: AlertSnoozed, streamId: StreamId): AlertsState =>
  changed(state, payload.alert_id, streamId, {
    snoozed_until: payload.until > payload.snoozed_at ? payload.until : null,
  });

export function onMuted(state: AlertsState, payload: AlertMuted, streamId: StreamId): AlertsState {
  const { subject, muted_at, until, reason = null, by = null } = payload;
  const mute: Mute = { subject, muted_at, until, reason, by, stream_id: streamId };
  return { ...state, mutes: new Map(state.mutes).set(subjectKey(subject), mute) };
}

export function onUnmuted(state: AlertsState, { subject }: AlertUnmuted): AlertsState {
  const mutes = new Map(state.mutes);
  mutes.delete(subjectKey(subject));
  return { ...state, mutes };
}

export function onRuleChanged(state: AlertsState, { rule_id, rule }: AlertRuleChanged): AlertsState {
  const rules = new Map(state.rules);
  if (rule) rules.set(rule_id, rule);
  else rules.delete(rule_id);
  return { ...state, rules };
}

const find = ({ active, ended }: AlertsState, id: string): AlertState | undefined =>
  active.get(id) ?? ended.findLast((alert) => alert.id === id);

function isFiring({ active }: AlertsState, { rule_id, subject }: Told): boolean {
  const key = subjectKey(subject);
  for (const alert of active.values())
    if (alert.rule_id === rule_id && subjectKey(alert.subject) === key) return true;
  return false;
}

const withActive = (state: AlertsState, alert: AlertState): AlertsState => ({
  ...state,
  active: new Map(state.active).set(alert.id, alert),
});

function changed(
  state: AlertsState,
  id: string,
  streamId: StreamId,
  change: Partial<AlertState>,
): AlertsState {
  const before = state.active.get(id);
  return before ? withActive(state, { ...before, ...change, stream_id: streamId }) : state;
}

function alertOf(payload: Told, streamId: StreamId, before: AlertState | undefined): AlertState {
  const { alert_id, rule_id, kind, severity, subject, since, fired_at, value, threshold, worst, flaps } =
    payload;
  return {
    id: alert_id,
    rule_id,
    kind,
    severity,
    subject,
    since,
    fired_at,
    value,
    threshold,
    worst,
    flaps,
    shown_by: payload.shown_by,
    fired_id: before?.fired_id ?? streamId,
    stream_id: streamId,
    reopened_at: before?.reopened_at ?? null,
    cleared_at: null,
    acknowledged: before?.acknowledged ?? null,
    snoozed_until: before?.snoozed_until ?? null,
  };
}

/** Whether nothing is delivered of it at `now`: it, or whom it is about, is silenced. */
export function isQuiet({ mutes }: AlertsState, alert: AlertState, now: number): boolean {
  return isSnoozed(alert, now) || isMuted(mutes.get(subjectKey(alert.subject)), now);
}

export const isSnoozed = ({ snoozed_until }: AlertState, now: number): boolean =>
  snoozed_until !== null && snoozed_until > now;

export const isMuted = (mute: Mute | undefined, now: number): boolean =>
  mute !== undefined && (mute.until === null || mute.until > now);

export interface WireAlerts {
  active: AlertState[];
  ended: readonly AlertState[];
  mutes: Mute[];
  rules: Rule[];
}

export const alertsToWire = ({ active, ended, mutes, rules }: AlertsState): WireAlerts => ({
  active: [...active.values()],
  ended,
  mutes: [...mutes.values()],
  rules: [...rules.values()],
});

/** A state that was saved before there were alerts has none. */
export const alertsFromWire = (wire: WireAlerts | undefined): AlertsState =>
  wire
    ? {
        active: new Map(wire.active.map((alert) => [alert.id, alert])),
        ended: wire.ended,
        mutes: new Map(wire.mutes.map((mute) => [subjectKey(mute.subject), mute])),
        rules: new Map(wire.rules.map((rule) => [rule.id, rule])),
      }
    : emptyAlerts;
