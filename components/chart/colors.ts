const COUNT = 6;

/** The same entity has the same colour on every page: chosen by its id. */
export function colorOf(id: string): string {
  let hash = 0;
  for (let i = 0; i < id.length; i++) hash = (hash * 31 + id.charCodeAt(i)) | 0;
  return `var(--color-series-${(Math.abs(hash) % COUNT) + 1})`;
}

const METRICS: Record<string, string> = {
  cpu_usage: "var(--color-series-1)",
  memory_usage: "var(--color-series-2)",
  network_latency_ms: "var(--color-series-4)",
  battery_percentage: "var(--color-series-3)",
};

export const colorOfMetric = (name: string): string => METRICS[name] ?? colorOf(name);
