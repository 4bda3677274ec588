"use client";

import { useMemo } from "react";
import { Panel } from "#components/ui/panel";
import { reasonWords } from "#lib/events/sentence";
import { outageBands } from "#lib/history/holes";
import { customMetrics } from "#lib/telemetry/chart-rows";
import type { StandardMetric } from "#lib/telemetry/standard-metrics";
import type { RobotState } from "#lib/telemetry/state";
import { parseZoom, zoomBetween, zoomText } from "#lib/telemetry/zoom";
import { usePaced } from "../chart/use-paced.ts";
import { useOutages, useOutagesTold } from "../history/use-outages.ts";
import { useUrlParam } from "../ui/use-url-param.ts";
import { HistoryChart } from "./history-chart.tsx";
import { METRICS, MetricValue } from "./metric-value.tsx";
import type { RobotRow } from "./robot-rows.ts";
import { awayBands } from "./sample-bands.ts";
import { SHOWN_METRICS } from "./shown-metrics.ts";
import { type Span, windowOf } from "./spans.ts";
import { ZoomBar } from "./zoom-bar.tsx";

interface RobotHistoryProps {
  robot: RobotState;
  row: RobotRow;
  span: Span;
  /** The end of what is shown: now, or the moment that is looked back at. */
  now: number;
}

const CUSTOM_SHOWN = 32;
// A replay moves on in steps of its own; nobody reads faster.
const FOLLOW_MS = 1_000;

/** What a robot measured over a longer time, as the server keeps it: the same charts under one cursor and one zoom. */
export default function RobotHistory({ robot, row, span, now }: RobotHistoryProps) {
  const [text, setText] = useUrlParam("zoom");
  const zoom = useMemo(() => parseZoom(text), [text]);
  const paced = usePaced(now, FOLLOW_MS);
  const limits = windowOf(span, paced);
  const { from, to } = zoom ?? limits;
  const outages = useOutages(limits.from);
  const bandsKnown = useOutagesTold(limits.from);
  const bands = useMemo(() => {
    const lost = outageBands(outages, { from, to, samples: true });
    return [...lost, ...awayBands(robot, lost, { from, to })];
  }, [outages, robot, from, to]);
  const silence = row.is.word === "offline" ? `Not connected: ${reasonWords(row.is.reason)}` : "No sample";
  const chart = (metric: string) => (
    <HistoryChart
      robotId={robot.robot_id}
      metric={metric}
      from={from}
      to={to}
      words={zoom ? "zoomed in" : span.words}
      bands={bands}
      bandsKnown={bandsKnown}
      silence={silence}
      onZoom={(begin, end) => setText(zoomText(zoomBetween(begin, end, limits)))}
    />
  );
  const custom = customMetrics([], row.values?.metrics).slice(0, CUSTOM_SHOWN);
  return (
    <>
      <ZoomBar
        zoom={zoom}
        limits={limits}
        onZoom={(next) => setText(next && zoomText(next))}
        words={span.words}
        home={span.words}
      />
      <div className="col-span-full grid gap-3 sm:grid-cols-2">
        {SHOWN_METRICS.map((metric: StandardMetric) => (
          <Panel
            key={metric}
            title={METRICS[metric].name}
            actions={
              <span className="text-16">
                <MetricValue row={row} metric={metric} leads />
              </span>
            }
          >
            {chart(metric)}
          </Panel>
        ))}
        {custom.map((metric) => (
          <Panel key={metric} title={<span className="font-mono">{metric}</span>}>
            {chart(metric)}
          </Panel>
        ))}
      </div>
    </>
  );
}
