import { Panel } from "#components/ui/panel";
import { METRICS, MetricValue } from "./metric-value.tsx";
import type { RobotRow } from "./robot-rows.ts";
import { SHOWN_METRICS } from "./shown-metrics.ts";

/** In an incident capsule there are no charts of a robot: it holds events, and samples are none. */
export function NotRecorded({ row }: { row: RobotRow }) {
  return (
    <Panel title="Metrics">
      <dl className="grid grid-cols-2 gap-x-6 gap-y-3 sm:grid-cols-4">
        {SHOWN_METRICS.map((metric) => (
          <div key={metric}>
            <dt className="text-12 text-quiet">{METRICS[metric].name}</dt>
            <dd className="text-16">
              <MetricValue row={row} metric={metric} leads />
            </dd>
          </div>
        ))}
      </dl>
      <p className="mt-3 max-w-prose text-12 text-quiet">{ONLY_PUBLISHED}</p>
    </Panel>
  );
}

export const ONLY_PUBLISHED =
  "Of the past only values that an event published then are shown here, and whether a robot was silent can't be told.";
