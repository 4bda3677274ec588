import type { StandardMetric } from "../../lib/telemetry/standard-metrics.ts";

/** In the order in which a page shows them. */
export const SHOWN_METRICS: readonly StandardMetric[] = [
  "battery_percentage",
  "cpu_usage",
  "memory_usage",
  "network_latency_ms",
];
