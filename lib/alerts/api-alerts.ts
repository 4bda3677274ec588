import { z } from "zod";
import type { RouteSpec } from "../http/api.ts";
import { AlertSubject, SUBJECT_KINDS } from "./events.ts";
import { RULE_KINDS, SEVERITIES } from "./kinds.ts";
import { Rule } from "./rules.ts";

/** Alerts as they are now, and what operators do about them. Each act is an event. Times are Unix seconds, UTC. */

const seconds = z.number();
const by = z.string().min(1).max(128).optional().describe("Who does it, in words for people.");
const WEEK_SECONDS = 7 * 86_400;

export const AlertView = z
  .object({
    alert_id: z.string(),
    state: z.enum(["active", "ended"]),
    rule_id: z.string(),
    kind: z.enum(RULE_KINDS),
    severity: z.enum(SEVERITIES),
    subject: AlertSubject,
    words: z.string().describe("What is wrong, in one sentence."),
    since: seconds.describe("When it began to hold."),
    fired_at: seconds,
    reopened_at: seconds.nullable().describe("When it came back last, after it was over."),
    cleared_at: seconds.nullable(),
    value: z.number().describe("What it was at the last look that told, in the kind's unit."),
    threshold: z.number(),
    worst: z.number(),
    flaps: z.int().min(0).describe("How often it came back before it was over."),
    shown_by: z.string().nullable().describe("Stream id of the event that showed it."),
    stream_id: z.string().describe("Of the newest event about this alert."),
    acknowledged: z
      .object({ at: seconds, by: z.string().nullable(), note: z.string().nullable() })
      .nullable(),
    snoozed_until: seconds.nullable(),
    no_data: z
      .boolean()
      .describe(
        "Nobody can say whether it still holds: its robot, in whose samples it was seen, isn't connected.",
      ),
    quiet: z.boolean().describe("Nothing is delivered of it now: it is snoozed, or its subject is muted."),
  })
  .meta({ id: "Alert" });
export type AlertView = z.infer<typeof AlertView>;

export const MuteView = z
  .object({
    subject: AlertSubject,
    muted_at: seconds,
    until: seconds.nullable().describe("Null: until it is unmuted."),
    reason: z.string().nullable(),
    by: z.string().nullable(),
  })
  .meta({ id: "AlertMute" });
export type MuteView = z.infer<typeof MuteView>;

export const IncidentView = z
  .object({
    id: z.string(),
    severity: z.enum(SEVERITIES).describe("The worst of its alerts'."),
    from: seconds,
    to: seconds.nullable().describe("Null while one of its alerts is active."),
    sentence: z.string(),
    alert_ids: z.array(z.string()),
    timeline: z
      .array(
        z.object({
          at: seconds,
          alert_id: z.string(),
          subject: AlertSubject,
          what: z.enum(["began", "fired", "reopened", "acknowledged", "cleared"]),
          words: z.string(),
        }),
      )
      .describe("Oldest first, the newest hundred."),
  })
  .meta({ id: "AlertIncident" });

export const AlertList = z
  .object({
    alerts: z.array(AlertView).describe("Active ones first, the newest of each first."),
    incidents: z.array(IncidentView).describe("The stories that those alerts tell, newest first."),
    mutes: z.array(MuteView),
    counts: z
      .object({ active: z.int(), acknowledged: z.int(), quiet: z.int() })
      .describe("Of all active ones."),
  })
  .meta({ id: "AlertList" });
export type AlertList = z.infer<typeof AlertList>;

export const AlertsQuery = z.object({
  state: z.enum(["active", "ended", "all"]).default("all").describe("Ended: the newest 200."),
  severity: z.enum(SEVERITIES).optional(),
  subject_kind: z.enum(SUBJECT_KINDS).optional(),
  subject_id: z.string().min(1).max(256).optional(),
});
export type AlertsQuery = z.infer<typeof AlertsQuery>;

export const AcknowledgeRequest = z
  .object({ note: z.string().max(500).optional().describe("In words for people."), by })
  .meta({ id: "AcknowledgeRequest" });
export type AcknowledgeRequest = z.infer<typeof AcknowledgeRequest>;

export const SnoozeRequest = z
  .object({
    seconds: z
      .number()
      .min(0)
      .max(WEEK_SECONDS)
      .describe("For so long nothing of it is delivered; 0 ends it."),
    by,
  })
  .meta({ id: "SnoozeRequest" });
export type SnoozeRequest = z.infer<typeof SnoozeRequest>;

export const MuteRequest = z
  .object({
    subject: AlertSubject,
    seconds: z
      .number()
      .min(1)
      .max(365 * 86_400)
      .optional()
      .describe("For so long; until it is unmuted when left out."),
    reason: z.string().max(500).optional(),
    by,
  })
  .meta({ id: "MuteRequest" });
export type MuteRequest = z.infer<typeof MuteRequest>;

/** Levels have a way back; everything else is over when it is over. */
const LEVELS: readonly string[] = ["battery_low", "cpu_high", "memory_high", "latency_high"];

export const RuleRequest = Rule.omit({ id: true })
  .superRefine(({ kind, threshold, recovery }, context) => {
    if (recovery === null) return;
    const message = !LEVELS.includes(kind)
      ? `must be null: ${kind} has no value that could recover`
      : kind === "battery_low" && recovery < threshold
        ? "must not be below the threshold"
        : kind !== "battery_low" && recovery > threshold
          ? "must not be above the threshold"
          : null;
    if (message) context.addIssue({ code: "custom", path: ["recovery"], message });
  })
  .meta({ id: "AlertRuleRequest" });
export type RuleRequest = z.infer<typeof RuleRequest>;

export const RuleAnswer = z
  .object({ rule: Rule.nullable().describe("As it is from now on; null when there is none any more.") })
  .meta({ id: "AlertRuleAnswer" });
export type RuleAnswer = z.infer<typeof RuleAnswer>;

const ofAlert = z.object({ alert_id: z.string().min(1).max(4096) });
const ofRule = z.object({ rule_id: Rule.shape.id });
const ALERT_ERRORS = { 404: "There is no such alert.", 409: "The alert is over." };

export const ListAlerts = {
  method: "GET",
  path: "/api/alerts",
  needs: "viewer",
  tag: "alerts",
  summary: "The alerts that are active, and the newest that are over, with the stories they tell",
  query: AlertsQuery,
  status: 200,
  answer: AlertList,
} satisfies RouteSpec;

export const AcknowledgeAlert = {
  method: "POST",
  path: "/api/alerts/{alert_id}/acknowledge",
  needs: "operator",
  tag: "alerts",
  summary: "Say that somebody looks after an alert",
  params: ofAlert,
  body: AcknowledgeRequest,
  status: 200,
  answer: AlertView,
  errors: ALERT_ERRORS,
} satisfies RouteSpec;

export const SnoozeAlert = {
  method: "POST",
  path: "/api/alerts/{alert_id}/snooze",
  needs: "operator",
  tag: "alerts",
  summary: "Deliver nothing of an alert for a time",
  params: ofAlert,
  body: SnoozeRequest,
  status: 200,
  answer: AlertView,
  errors: ALERT_ERRORS,
} satisfies RouteSpec;

export const MuteSubject = {
  method: "POST",
  path: "/api/alerts/mutes",
  needs: "operator",
  tag: "alerts",
  summary: "Deliver nothing of a robot, agent, job or source",
  body: MuteRequest,
  status: 200,
  answer: MuteView,
} satisfies RouteSpec;

export const UnmuteSubject = {
  method: "DELETE",
  path: "/api/alerts/mutes/{subject_kind}/{subject_id}",
  needs: "operator",
  tag: "alerts",
  summary: "Deliver alerts of it again",
  params: z.object({ subject_kind: z.enum(SUBJECT_KINDS), subject_id: z.string().min(1).max(256) }),
  status: 200,
  answer: MuteView,
  errors: { 404: "It is not muted." },
} satisfies RouteSpec;

export const PutRule = {
  method: "PUT",
  path: "/api/alerts/rules/{rule_id}",
  needs: "operator",
  tag: "alerts",
  summary: "Change a rule, or make one; it holds from now on",
  params: ofRule,
  body: RuleRequest,
  status: 200,
  answer: RuleAnswer,
} satisfies RouteSpec;

export const ResetRule = {
  method: "DELETE",
  path: "/api/alerts/rules/{rule_id}",
  needs: "operator",
  tag: "alerts",
  summary: "Take a rule back to its default, or away where it has none",
  params: ofRule,
  status: 200,
  answer: RuleAnswer,
  errors: { 404: "There is no such rule." },
} satisfies RouteSpec;
