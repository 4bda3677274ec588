"use client";

import { memo, useMemo } from "react";
import { Sparkline } from "#components/chart/sparkline";
import { Num } from "#components/ui/num";
import { Panel } from "#components/ui/panel";
import { reasonWords } from "#lib/events/sentence";
import { POINTS_SECONDS } from "#lib/live/store";
import { useRobotPoints } from "#lib/live/use-live";
import { customMetrics, sparkPoints } from "#lib/telemetry/chart-rows";
import type { StandardMetric } from "#lib/telemetry/standard-metrics";
import { colorOf } from "../chart/colors.ts";
import { useOutages } from "../history/use-outages.ts";
import { useViewTime } from "../shell/use-view.ts";
import { type Frame, MetricChart } from "./metric-chart.tsx";
import { MetricValue } from "./metric-value.tsx";
import type { RobotRow } from "./robot-rows.ts";
import { sampleBands } from "./sample-bands.ts";

const SHOWN: readonly StandardMetric[] = [
  "battery_percentage",
  "cpu_usage",
  "memory_usage",
  "network_latency_ms",
];
// Four drawings in one go would stop the page for longer than a frame.
const APART_MS = 200;
const CUSTOM_SHOWN = 32;

/** The last 15 minutes of one robot: four metrics under one cursor, and its own ones below. */
export function RobotCharts({ robotId, row }: { robotId: string; row: RobotRow }) {
  const points = useRobotPoints(robotId);
  const now = useViewTime() ?? 0;
  const to = Math.floor(now);
  const any = points.length > 0;
  const outages = useOutages();
  // Drawn once a second, and at once when the first points are here, however often new ones come.
  // biome-ignore lint/correctness/useExhaustiveDependencies: that is what leaves `points` out.
  const frame = useMemo((): Frame => {
    const bands = sampleBands(outages, points, { from: to - POINTS_SECONDS, to });
    return { points, to, bands };
  }, [outages, to, any, robotId]);
  const silence = row.is.word === "offline" ? `Not connected: ${reasonWords(row.is.reason)}` : "No sample";
  return (
    <>
      <div className="grid gap-3 sm:grid-cols-2">
        {SHOWN.map((metric, index) => (
          <MetricChart
            key={metric}
            robotId={robotId}
            metric={metric}
            frame={frame}
            afterMs={index * APART_MS}
            silence={silence}
          >
            <MetricValue row={row} metric={metric} now={now} leads />
          </MetricChart>
        ))}
      </div>
      <CustomMetrics {...frame} latest={row.values?.metrics} />
    </>
  );
}

interface CustomMetricsProps extends Frame {
  latest: Record<string, number> | undefined;
}

/** Numbers of the robot's own, without a unit or a limit that anybody told. */
const CustomMetrics = memo(function CustomMetrics({ points, to, latest, bands }: CustomMetricsProps) {
  const names = customMetrics(points, latest).slice(0, CUSTOM_SHOWN);
  if (names.length === 0) return null;
  return (
    <Panel title="Its own metrics" sub="Last 15 minutes" flush>
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
            <th scope="col">Last 15 minutes</th>
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
                  xRange={[to - POINTS_SECONDS, to]}
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
