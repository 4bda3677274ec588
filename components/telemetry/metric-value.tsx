import { Truth } from "#components/history/truth";
import { Num } from "#components/ui/num";
import { StateIcon, type StateName } from "#components/ui/state";
import type { StandardMetric } from "#lib/telemetry/standard-metrics";
import type { RobotRow } from "./robot-rows.ts";

/** How a metric is called and measured, and beyond what it needs a look (contract section 5; strict). */
export const METRICS: Record<
  StandardMetric,
  { name: string; unit: string; limit: number; below?: boolean; digits: number }
> = {
  battery_percentage: { name: "Battery", unit: "%", limit: 20, below: true, digits: 0 },
  cpu_usage: { name: "CPU", unit: "%", limit: 90, digits: 0 },
  memory_usage: { name: "Memory", unit: "%", limit: 90, digits: 0 },
  network_latency_ms: { name: "Latency", unit: "ms", limit: 200, digits: 0 },
};

/** What is wrong with a value, as a state and a sentence; null when nothing is. */
export function troubleOf(metric: StandardMetric, value: number): { state: StateName; words: string } | null {
  const { name, unit, limit, below } = METRICS[metric];
  if (metric === "battery_percentage" && value <= 0)
    return { state: "critical", words: "The battery is empty" };
  if (below ? value < limit : value > limit)
    return { state: "warning", words: `${name} ${below ? "below" : "above"} ${limit} ${unit}` };
  return null;
}

interface MetricValueProps {
  row: RobotRow;
  metric: StandardMetric;
  /** It leads to where it came from; not where the row is a link already. */
  leads?: boolean;
}

/** One metric of a robot. A value of a robot that isn't there looks old and says how old it is. */
export function MetricValue({ row, metric, leads }: MetricValueProps) {
  const { unit, digits } = METRICS[metric];
  const value = row.values?.metrics[metric];
  const { old } = row;
  const trouble = value === undefined || old ? null : troubleOf(metric, value);
  return (
    <span
      data-old={old && value !== undefined ? row.values?.at : undefined}
      className={`inline-flex items-center gap-1 ${old ? "text-quiet" : trouble?.state === "critical" ? "text-critical" : trouble ? "text-warning" : "text-normal"}`}
    >
      {trouble && <StateIcon state={trouble.state} label={trouble.words} size={12} />}
      {leads && value !== undefined && row.values ? (
        <Truth origin={row.values.origin}>
          <Num value={value} unit={unit} digits={digits} width={3} />
        </Truth>
      ) : (
        <Num value={value} unit={unit} digits={digits} width={3} />
      )}
    </span>
  );
}
