"use client";

import { memo } from "react";
import { Sparkline } from "#components/chart/sparkline";
import { Num } from "#components/ui/num";
import { Panel } from "#components/ui/panel";
import { sparkPoints } from "#lib/telemetry/chart-rows";
import { colorOf } from "../chart/colors.ts";
import type { Frame } from "./metric-chart.tsx";

interface CustomMetricsProps extends Frame {
  names: readonly string[];
  latest: Record<string, number> | undefined;
}

/** Numbers of the robot's own, without a unit or a limit that anybody told. */
export const CustomMetrics = memo(function CustomMetrics({
  names,
  points,
  from,
  to,
  latest,
  bands,
}: CustomMetricsProps) {
  if (names.length === 0) return null;
  return (
    <Panel title="Its own metrics" flush>
      <table className="table-plain table-fixed border-line border-t">
        <colgroup>
          <col className="w-2/5" />
          <col className="w-28" />
          <col />
        </colgroup>
        <thead className="sr-only">
          <tr>
            <th scope="col">Metric</th>
            <th scope="col">Last value</th>
            <th scope="col">As in the charts above</th>
          </tr>
        </thead>
        <tbody>
          {names.map((name) => (
            <tr key={name} className="border-grid border-t first:border-0">
              <th scope="row" className="truncate border-b-0! font-mono font-normal! text-normal!">
                <span data-tip={name}>{name}</span>
              </th>
              <td data-number className="text-strong">
                <Num value={latest?.[name]} />
              </td>
              <td>
                <Sparkline
                  points={sparkPoints(points, name)}
                  xRange={[from, to]}
                  holes={bands}
                  color={colorOf(name)}
                  height={20}
                />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Panel>
  );
});
