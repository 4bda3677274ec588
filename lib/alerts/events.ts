import { z } from "zod";
import { optional } from "../optional.ts";
import { RULE_KINDS, SEVERITIES } from "./kinds.ts";
import { Rule } from "./rules.ts";

/**
 * Payloads of the `alert.*` events, which are new beside BRAiN's: what fired, came back and was over, and what operators
 * did about it. The alerts' state is the fold of them. Times are Unix seconds. Unknown keys are kept.
 */

export const SUBJECT_KINDS = ["job", "robot", "agent", "source"] as const;

export const AlertSubject = z.object({ kind: z.enum(SUBJECT_KINDS), id: z.string().min(1).max(256) });

/** The subject's id once more, flat: indexes and links find it there. */
const flat = {
  robot_id: optional(z.string()),
  agent_id: optional(z.string()),
  job_id: optional(z.string()),
};
const words = optional(z.string());

const alert = {
  alert_id: z.string().min(1).max(4096),
  rule_id: z.string().min(1).max(64),
  kind: z.enum(RULE_KINDS),
  severity: z.enum(SEVERITIES),
  subject: AlertSubject,
  ...flat,
  since: z.number(),
  fired_at: z.number(),
  value: z.number(),
  threshold: z.number(),
  worst: z.number(),
  flaps: z.number(),
  /** Stream id of the event that showed it; null where it wasn't an event. */
  shown_by: z.string().nullable(),
};

export const AlertFired = z.looseObject(alert);
export type AlertFired = z.infer<typeof AlertFired>;
export const AlertReopened = z.looseObject({ ...alert, reopened_at: z.number() });
export type AlertReopened = z.infer<typeof AlertReopened>;
export const AlertCleared = z.looseObject({ ...alert, cleared_at: z.number() });
export type AlertCleared = z.infer<typeof AlertCleared>;

const act = { by: words };
const ofAlert = { alert_id: alert.alert_id, rule_id: alert.rule_id, subject: AlertSubject, ...flat, ...act };

export const AlertAcknowledged = z.looseObject({ ...ofAlert, note: words, acknowledged_at: z.number() });
export type AlertAcknowledged = z.infer<typeof AlertAcknowledged>;

/** Not delivered until then; a time that is over ends it. */
export const AlertSnoozed = z.looseObject({ ...ofAlert, until: z.number(), snoozed_at: z.number() });
export type AlertSnoozed = z.infer<typeof AlertSnoozed>;

/** Of one entity nothing is delivered until then; null: until it is unmuted. */
export const AlertMuted = z.looseObject({
  subject: AlertSubject,
  ...flat,
  ...act,
  until: z.number().nullable(),
  reason: words,
  muted_at: z.number(),
});
export type AlertMuted = z.infer<typeof AlertMuted>;

export const AlertUnmuted = z.looseObject({
  subject: AlertSubject,
  ...flat,
  ...act,
  unmuted_at: z.number(),
});
export type AlertUnmuted = z.infer<typeof AlertUnmuted>;

/** The whole rule as it is from now on; null: its default again, or none where it has no default. */
export const AlertRuleChanged = z.looseObject({
  rule_id: alert.rule_id,
  rule: Rule.nullable(),
  ...act,
  changed_at: z.number(),
});
export type AlertRuleChanged = z.infer<typeof AlertRuleChanged>;
