"use client";

import { useCallback, useMemo } from "react";
import { Num } from "#components/ui/num";
import { reasonWords } from "#lib/events/sentence";
import { formatNumber } from "#lib/format";
import { customMetrics } from "#lib/telemetry/chart-rows";
import type { RobotState } from "#lib/telemetry/state";
import { pointsWithin, zoomBetween } from "#lib/telemetry/zoom";
import { useOutages } from "../history/use-outages.ts";
import { useViewTime } from "../shell/use-view.ts";
import { useUrlParam } from "../ui/use-url-param.ts";
import { CustomMetrics } from "./custom-metrics.tsx";
import { type Frame, MetricChart } from "./metric-chart.tsx";
import { MetricValue } from "./metric-value.tsx";
import type { RobotRow } from "./robot-rows.ts";
import { awayBands, sampleBands } from "./sample-bands.ts";
import { SamplesTable } from "./samples-table.tsx";
import { SHOWN_METRICS } from "./shown-metrics.ts";
import { LIVE } from "./spans.ts";
import { useZoomedPoints } from "./use-zoom.ts";
import { ZoomBar } from "./zoom-bar.tsx";

const CUSTOM_SHOWN = 32;

/** One robot's samples: four metrics under one cursor and one zoom, and its own ones below. */
export function RobotCharts({ robot, row }: { robot: RobotState; row: RobotRow }) {
  const robotId = robot.robot_id;
  const now = useViewTime() ?? 0;
  const { points, zoom, setZoom, limits, waiting } = useZoomedPoints(robotId, now);
  const [view, setView] = useUrlParam("samples");
  const { from, to } = zoom ?? limits;
  const any = points.length > 0;
  const outages = useOutages();
  // Drawn once a second, and at once when the first points are here, however often new ones come.
  // biome-ignore lint/correctness/useExhaustiveDependencies: that is what leaves `points` out.
  const frame = useMemo((): Frame => {
    const shown = zoom ? pointsWithin(points, zoom) : points;
    const lost = sampleBands(outages, points, { from, to });
    const bands = [...lost, ...awayBands(robot, lost, { from, to })];
    return { points: shown, from, to, bands };
  }, [outages, from, to, any, robot]);
  const zoomTo = useCallback(
    (begin: number, end: number) => setZoom(zoomBetween(begin, end, limits)),
    [setZoom, limits],
  );
  const custom = customMetrics(frame.points, row.values?.metrics).slice(0, CUSTOM_SHOWN);
  const silence = row.is.word === "offline" ? `Not connected: ${reasonWords(row.is.reason)}` : "No sample";
  const measured = robot.quality?.latency_ms;
  return (
    <>
      <ZoomBar
        zoom={zoom}
        limits={limits}
        onZoom={setZoom}
        words={LIVE.words}
        home={`Resume live${waiting > 0 ? ` (+${formatNumber(waiting)})` : ""}`}
        held="Held still: new samples wait."
        table={view === "table"}
        onTable={(table) => setView(table ? "table" : null)}
      />
      <div className="col-span-full flex min-w-0 flex-col gap-3">
        {view === "table" ? (
          <SamplesTable points={frame.points} custom={custom} />
        ) : (
          <>
            <div className="grid gap-3 sm:grid-cols-2">
              {SHOWN_METRICS.map((metric) => (
                <MetricChart
                  key={metric}
                  robotId={robotId}
                  metric={metric}
                  frame={frame}
                  silence={silence}
                  held={zoom !== null}
                  onZoom={zoomTo}
                >
                  {metric === "network_latency_ms" && measured !== undefined && (
                    <span
                      className="me-3 text-12 text-quiet"
                      data-tip="The round trip as this server measures it"
                    >
                      measured <Num value={measured} unit="ms" digits={0} />
                    </span>
                  )}
                  <MetricValue row={row} metric={metric} leads />
                </MetricChart>
              ))}
            </div>
            <CustomMetrics {...frame} names={custom} latest={row.values?.metrics} />
          </>
        )}
      </div>
    </>
  );
}
