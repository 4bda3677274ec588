/** Bodies that are taken, for whom only whose they are matters. */

export const scoreOf = (success_rate: number) => ({
  success_rate,
  avg_latency_ms: 1_000,
  policy_violations: 0,
  user_rating_avg: 3,
  credit_consumption_per_task: 1,
});

export const ruleFor = (scope: string) => ({
  kind: "robot_dropped",
  severity: "info",
  threshold: 0,
  recovery: null,
  pending_seconds: 0,
  recovery_seconds: 0,
  cooldown_seconds: 0,
  scope,
  enabled: true,
});
