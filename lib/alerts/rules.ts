import { z } from "zod";

/** What a rule looks at. What it compares is strict: the threshold itself never fires. */
export const RULE_KINDS = [
  "job_slow",
  "job_failed",
  "job_failing",
  "job_late",
  "job_missed",
  "job_stuck",
  "robot_dropped",
  "connection_short",
  "battery_low",
  "cpu_high",
  "memory_high",
  "latency_high",
  "karma_fallen",
  "source_silent",
] as const;
export type RuleKind = (typeof RULE_KINDS)[number];

export const SEVERITIES = ["critical", "warning", "info"] as const;
export type Severity = (typeof SEVERITIES)[number];

const seconds = z.number().min(0).max(86_400);

export const Rule = z
  .object({
    id: z
      .string()
      .regex(/^[a-z0-9_-]{1,64}$/, "must be of a-z, 0-9, _ and -")
      .describe("Its name in addresses and events."),
    kind: z.enum(RULE_KINDS).describe("What it looks at."),
    severity: z.enum(SEVERITIES),
    threshold: z
      .number()
      .describe(
        "In the unit of its kind: milliseconds, failures, multiples of the job's interval, seconds, percent, or a difference of karma. Strict: the threshold itself never fires.",
      ),
    recovery: z
      .number()
      .nullable()
      .describe("A value has to come back to here before it counts as recovered; null: to the threshold."),
    pending_seconds: seconds.describe("It must hold for longer than this before it fires."),
    recovery_seconds: seconds.describe("It must be over for longer than this before it is cleared."),
    cooldown_seconds: seconds.describe("What comes back within this time is the same alert."),
    scope: z
      .string()
      .min(1)
      .max(256)
      .describe("Which robots, jobs, agents or sources: `*` for any characters."),
    enabled: z.boolean(),
  })
  .meta({ id: "AlertRule" });
export type Rule = z.infer<typeof Rule>;

const rule = (
  kind: RuleKind,
  severity: Severity,
  threshold: number,
  times: Partial<Pick<Rule, "recovery" | "pending_seconds" | "recovery_seconds" | "cooldown_seconds">> = {},
): Rule => ({
  id: kind,
  kind,
  severity,
  threshold,
  recovery: null,
  pending_seconds: 0,
  recovery_seconds: 0,
  cooldown_seconds: 300,
  scope: "*",
  enabled: true,
  ...times,
});

/** A value that touches its limit for a moment is no alert, and one that hovers there is one. */
const LEVEL = { pending_seconds: 15, recovery_seconds: 60 };

/** The contract's thresholds (section 5) and the job's words (product.md), until somebody changes them. */
export const DEFAULT_RULES: readonly Rule[] = [
  rule("job_failing", "critical", 2),
  rule("job_failed", "warning", 0),
  rule("job_stuck", "critical", 2),
  rule("job_missed", "critical", 2),
  rule("job_late", "warning", 1.5),
  rule("job_slow", "warning", 5_000),
  // A robot that is back after a moment didn't need anybody.
  rule("robot_dropped", "warning", 0, { pending_seconds: 10, recovery_seconds: 60 }),
  rule("connection_short", "info", 60, { cooldown_seconds: 900 }),
  rule("battery_low", "warning", 20, { ...LEVEL, recovery: 25 }),
  rule("cpu_high", "warning", 90, { ...LEVEL, recovery: 85 }),
  rule("memory_high", "warning", 90, { ...LEVEL, recovery: 85 }),
  rule("latency_high", "warning", 200, { ...LEVEL, recovery: 150 }),
  rule("karma_fallen", "warning", 0.05),
  rule("source_silent", "warning", 5),
];

/** Whether a name fits a scope, in which `*` stands for any characters. */
export function inScope(scope: string, id: string): boolean {
  if (scope === "*") return true;
  const [first = "", ...rest] = scope.split("*");
  if (rest.length === 0) return scope === id;
  const last = rest.pop() ?? "";
  if (!id.startsWith(first) || id.length < first.length + last.length || !id.endsWith(last)) return false;
  let from = first.length;
  for (const part of rest) {
    const at = id.indexOf(part, from);
    if (at === -1) return false;
    from = at + part.length;
  }
  return from <= id.length - last.length;
}
