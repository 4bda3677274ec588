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
