/** The four metrics every robot may report: percent, percent, milliseconds, percent. */
export const STANDARD_METRICS = [
  "cpu_usage",
  "memory_usage",
  "network_latency_ms",
  "battery_percentage",
] as const;
export type StandardMetric = (typeof STANDARD_METRICS)[number];
