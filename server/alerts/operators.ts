import type {
  AcknowledgeRequest,
  AlertView,
  MuteRequest,
  MuteView,
  RuleAnswer,
  RuleRequest,
  SnoozeRequest,
} from "#lib/alerts/api-alerts";
import { DEFAULT_RULES } from "#lib/alerts/default-rules";
import type { Rule } from "#lib/alerts/rules";
import { type AlertState, type AlertsState, isMuted, type Mute } from "#lib/alerts/state";
import { type Subject, subjectKey } from "#lib/alerts/track";
import { isRuleOf, muteView, rulesOf, viewOf } from "#lib/alerts/view";
import { flatSubject } from "#lib/alerts/words";
import { AppError } from "#lib/errors";
import { createEvent } from "#lib/events/create";
import type { BrainEvent, StoredEvent } from "#lib/events/envelope";
import { toFields } from "#lib/events/fields";
import { fold, type State } from "#lib/fold";
import { toSeconds } from "#lib/time";
import type { Commit, Records } from "#server/store/port";

/** What a fold that begins without its events is told: by rule id, and by `subjectKey`. */
export const RULES = "alerts:rules";
export const MUTES = "alerts:mutes";

export interface AlertOperatorsOptions {
  records: Records;
  state(): State;
  now?: () => number;
}

/**
 * What operators do about alerts. Each act is an event; rules and mutes are written down with it in one step, so that
 * they outlive the stream. The answer is the state as that event leaves it, which every gateway has a moment later.
 */
export function createAlertOperators({ records, state, now = Date.now }: AlertOperatorsOptions) {
  async function act(event: BrainEvent, change: Commit = {}): Promise<AlertsState> {
    const entry = { dedupId: event.id, fields: toFields(event) };
    const [stream_id = ""] = await records.commit({ ...change, appends: [{ stream: "events", entry }] });
    const stored: StoredEvent = { ...event, stream_id };
    return fold(state(), [stored]).alerts;
  }

  /** "not_found" for one never seen, "conflict" for one that is over. */
  function activeOf(id: string): AlertState {
    const { active, ended } = state().alerts;
    const alert = active.get(id);
    if (alert) return alert;
    if (ended.some((one) => one.id === id))
      throw new AppError("conflict", `Alert ${id} is over: nothing is left to do about it`);
    throw new AppError("not_found", `Alert ${id} is not known`);
  }

  const about = ({ id: alert_id, rule_id, subject }: AlertState) => ({
    alert_id,
    rule_id,
    subject,
    ...flatSubject(subject),
  });

  function answer(alerts: AlertsState, id: string, at: number): AlertView {
    // It may have ended while that was written.
    const alert = alerts.active.get(id) ?? activeOf(id);
    return viewOf({ ...state(), alerts }, alert, at);
  }

  return {
    async acknowledge(id: string, { note, by }: AcknowledgeRequest): Promise<AlertView> {
      const at = toSeconds(now());
      const payload = { ...about(activeOf(id)), note, by, acknowledged_at: at };
      return answer(await act(createEvent("alert.acknowledged", payload, at)), id, at);
    },

    async snooze(id: string, { seconds, by }: SnoozeRequest): Promise<AlertView> {
      const at = toSeconds(now());
      const payload = { ...about(activeOf(id)), until: at + seconds, by, snoozed_at: at };
      return answer(await act(createEvent("alert.snoozed", payload, at)), id, at);
    },

    async mute({ subject, seconds, reason, by }: MuteRequest): Promise<MuteView> {
      const at = toSeconds(now());
      const until = seconds === undefined ? null : at + seconds;
      const payload = { subject, ...flatSubject(subject), until, reason, by, muted_at: at };
      const key = subjectKey(subject);
      const value = { subject, until, reason: reason ?? null, by: by ?? null, muted_at: at };
      await act(createEvent("alert.muted", payload, at), { puts: [{ collection: MUTES, key, value }] });
      return value;
    },

    async unmute(subject: Subject): Promise<MuteView> {
      const at = toSeconds(now());
      const key = subjectKey(subject);
      const mute: Mute | undefined = state().alerts.mutes.get(key);
      if (!mute || !isMuted(mute, at)) throw new AppError("not_found", `${key} is not muted`);
      const payload = { subject, ...flatSubject(subject), unmuted_at: at };
      await act(createEvent("alert.unmuted", payload, at), {
        deletes: [{ collection: MUTES, key }],
        evenWhenFull: true,
      });
      return muteView(mute);
    },

    /** "invalid" naming `kind` when that of a rule that there is would change: it would be another rule. */
    async putRule(id: string, request: RuleRequest): Promise<RuleAnswer> {
      const before = rulesOf(state().alerts).find((rule) => rule.id === id);
      if (before && before.kind !== request.kind) {
        const msg = `must be ${before.kind}: what a rule looks at can't be changed`;
        throw new AppError("invalid", msg, {
          problems: [{ loc: ["body", "kind"], msg, type: "value_error" }],
        });
      }
      const at = toSeconds(now());
      const rule: Rule = { id, ...request };
      const event = createEvent("alert.rule_changed", { rule_id: id, rule, changed_at: at }, at);
      await act(event, { puts: [{ collection: RULES, key: id, value: rule }] });
      return { rule };
    },

    async resetRule(id: string): Promise<RuleAnswer> {
      if (!isRuleOf(state().alerts, id)) throw new AppError("not_found", `Rule ${id} is not known`);
      const at = toSeconds(now());
      const event = createEvent("alert.rule_changed", { rule_id: id, rule: null, changed_at: at }, at);
      await act(event, { deletes: [{ collection: RULES, key: id }], evenWhenFull: true });
      return { rule: DEFAULT_RULES.find((rule) => rule.id === id) ?? null };
    },
  };
}
