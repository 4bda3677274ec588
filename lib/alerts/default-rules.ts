import type { RuleKind, Severity } from "./kinds.ts";
import type { Rule } from "./rules.ts";

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
