import { z } from "zod";
import { HISTORY_ERRORS, type RouteSpec } from "../http/api.ts";
import { TimeParam } from "../http/time-param.ts";
import { RULE_KINDS, SEVERITIES } from "./kinds.ts";
import { Rule } from "./rules.ts";

/** Rules, and what they would have told. Times are Unix seconds, UTC. */

export const RuleList = z
  .object({
    rules: z.array(Rule).describe("The contract's thresholds and the job's words, as they were changed."),
    changed: z.array(z.string()).describe("Ids of those that were changed or made."),
  })
  .meta({ id: "AlertRuleList" });
export type RuleList = z.infer<typeof RuleList>;

const seconds = z.coerce.number().min(0).max(86_400).optional();

export const WhatIfQuery = z.object({
  kind: z.enum(RULE_KINDS).describe("What the rule looks at."),
  from: TimeParam.optional().describe("Begin; seven days before the end when left out."),
  to: TimeParam.optional().describe("End; now when left out."),
  threshold: z.coerce
    .number()
    .optional()
    .describe("In the kind's unit, here and below its default when left out."),
  pending_seconds: seconds,
  recovery_seconds: seconds,
  cooldown_seconds: seconds,
  scope: z
    .string()
    .min(1)
    .max(256)
    .optional()
    .describe("Which robots, jobs, agents or sources; `*` for any characters."),
});
export type WhatIfQuery = z.infer<typeof WhatIfQuery>;

export const PastAlert = z.object({
  id: z.string(),
  severity: z.enum(SEVERITIES),
  subject: z.object({ kind: z.enum(["job", "robot", "agent", "source"]), id: z.string() }),
  since: z.number().describe("When it began to hold."),
  fired_at: z.number(),
  cleared_at: z.number().nullable().describe("Null when it was not over at the end."),
  value: z.number().describe("What it was at the last look, in the kind's unit."),
  worst: z.number(),
  flaps: z.int().min(0).describe("How often it came back before it was over."),
  stream_id: z.string().nullable().describe("Of the event that showed it."),
});
export type PastAlert = z.infer<typeof PastAlert>;

export const WhatIf = z
  .object({
    rule: Rule.describe("As it was tried."),
    from: z.number(),
    held_from: z
      .number()
      .describe("Where what was looked at begins: later than `from` where events are held for less long."),
    to: z.number().describe("How far it came: earlier than asked where there were too many events."),
    events: z.int().min(0).describe("How many were looked at; for a rule over samples: minutes of them."),
    complete: z.boolean(),
    exact: z
      .boolean()
      .describe(
        "False where samples decide: of each minute the lowest and the highest are kept, and the worse of them counts.",
      ),
    fired: z.int().min(0).describe("How many alerts there would have been."),
    under_a_minute: z.int().min(0).describe("How many of them were over within a minute."),
    alerts: z.array(PastAlert).describe("Latest first, at most 200."),
  })
  .meta({ id: "AlertWhatIf" });
export type WhatIf = z.infer<typeof WhatIf>;

export const ListRules = {
  method: "GET",
  path: "/api/alerts/rules",
  needs: "viewer",
  tag: "alerts",
  summary: "The rules that there are, with their thresholds and times",
  status: 200,
  answer: RuleList,
} satisfies RouteSpec;

export const TryRule = {
  method: "GET",
  path: "/api/alerts/what-if",
  needs: "viewer",
  tag: "alerts",
  summary: "Which alerts a rule would have given over a window of the past",
  query: WhatIfQuery,
  status: 200,
  answer: WhatIf,
  errors: HISTORY_ERRORS,
} satisfies RouteSpec;
