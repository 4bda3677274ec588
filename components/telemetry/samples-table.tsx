"use client";

import { Clock } from "#components/ui/ago";
import { Empty } from "#components/ui/empty";
import { Num } from "#components/ui/num";
import { Panel } from "#components/ui/panel";
import { Scrolling } from "#components/ui/scrolling";
import { STANDARD_METRICS } from "#lib/telemetry/standard-metrics";
import { METRICS } from "./metric-value.tsx";

interface SamplesTableProps {
  /** Oldest first. */
  points: readonly { at: number; metrics: Record<string, number> }[];
  /** Its own metrics. */
  custom: readonly string[];
}

// More than that nobody reads; the export of a time is the history's.
const ROWS = 100;

/** What the charts show, as numbers: the newest first. */
export function SamplesTable({ points, custom }: SamplesTableProps) {
  const rows = points.slice(-ROWS).reverse();
  return (
    <Panel
      title="Samples"
      sub={points.length > ROWS ? `The newest ${ROWS} of ${points.length}` : undefined}
      flush
    >
      {rows.length === 0 ? (
        <Empty title="No samples of this time are kept here">Resume live, or zoom out.</Empty>
      ) : (
        <Rows points={rows} custom={custom} />
      )}
    </Panel>
  );
}

function Rows({ points, custom }: SamplesTableProps) {
  return (
    <Scrolling label="Samples, newest first" className="max-h-96 overflow-auto">
      <table className="table-plain">
        <thead>
          <tr>
            <th scope="col">Received</th>
            {STANDARD_METRICS.map((metric) => (
              <th key={metric} scope="col" data-number>
                {METRICS[metric].name} ({METRICS[metric].unit})
              </th>
            ))}
            {custom.map((name) => (
              <th key={name} scope="col" data-number className="font-mono">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {points.map(({ at, metrics }) => (
            <tr key={at}>
              <td>
                <Clock at={at} />
              </td>
              {[...STANDARD_METRICS, ...custom].map((name) => (
                <td key={name} data-number>
                  <Num value={metrics[name]} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </Scrolling>
  );
}
