import { Panel } from "#components/ui/panel";
import type { StandardMetric } from "#lib/telemetry/standard-metrics";
import { METRICS, MetricValue } from "./metric-value.tsx";
import type { RobotRow } from "./robot-rows.ts";

const SHOWN: readonly StandardMetric[] = [
  "battery_percentage",
  "cpu_usage",
  "memory_usage",
  "network_latency_ms",
];

/** In the past there are no charts of a robot: its samples are not kept. */
export function NotRecorded({ row, now }: { row: RobotRow; now: number }) {
  return (
    <Panel title="Metrics">
      <dl className="grid grid-cols-2 gap-x-6 gap-y-3 sm:grid-cols-4">
        {SHOWN.map((metric) => (
          <div key={metric}>
            <dt className="text-12 text-quiet">{METRICS[metric].name}</dt>
            <dd className="text-16">
              <MetricValue row={row} metric={metric} now={now} leads />
            </dd>
          </div>
        ))}
      </dl>
      <p className="mt-3 max-w-prose text-12 text-quiet">{SAMPLES_NOT_KEPT}</p>
    </Panel>
  );
}

export const SAMPLES_NOT_KEPT =
  "Samples of the past are not recorded: only values that an event published then can be shown, and whether a robot was silent can't be told.";
