"use client";

import { memo, type ReactNode, useMemo } from "react";
import { TimeLine } from "#components/chart/time-line";
import { Panel } from "#components/ui/panel";
import { formatNumber } from "#lib/format";
import type { Band } from "#lib/history/holes";
import { GAP_SECONDS, metricRows, openGap } from "#lib/telemetry/chart-rows";
import type { StandardMetric } from "#lib/telemetry/standard-metrics";
import { colorOfMetric } from "../chart/colors.ts";
import { type Row, withHoles } from "../chart/rows.ts";
import { METRICS } from "./metric-value.tsx";

/** What all charts of a robot show of one moment. */
export interface Frame {
  points: readonly { at: number; metrics: Record<string, number> }[];
  /** Unix seconds at the edges. */
  from: number;
  to: number;
  /** When nobody could have recorded anything. */
  bands: readonly Band[];
}

interface MetricChartProps {
  robotId: string;
  metric: StandardMetric;
  frame: Frame;
  /** Why nothing comes now, for the stretch at the right. */
  silence: string;
  /** It shows a stretch of the past: its right edge is not now. */
  held: boolean;
  /** A stretch was drawn out. Unix seconds. */
  onZoom: (from: number, to: number) => void;
  /** The latest value. */
  children: ReactNode;
}

/** One of the small multiples: a metric over time, its limit dashed, its line broken where nothing came. */
export function MetricChart({ metric, children, ...rest }: MetricChartProps) {
  return (
    <Panel title={METRICS[metric].name} actions={<span className="text-16">{children}</span>}>
      {/* Another key when the first points come: the chart shows them at once, and then once a second. */}
      <Drawing key={rest.frame.points.length > 0 ? "points" : "none"} metric={metric} {...rest} />
    </Panel>
  );
}

const HEIGHT = 128;
const VALUE = { ids: ["value"] };

// A value may be written ten times a second; the drawing changes once.
const Drawing = memo(function Drawing({
  robotId,
  metric,
  frame,
  silence,
  held,
  onZoom,
}: Omit<MetricChartProps, "children">) {
  const { points, from, to, bands } = frame;
  const { name, unit, limit, below, digits } = METRICS[metric];
  // Broken before they are thinned out: else two kept points could look like a gap.
  const { rows, holes, lonely } = useMemo(() => {
    const broken = withHoles(metricRows(points, metric), VALUE, GAP_SECONDS, bands);
    return { ...broken, lonely: lonelyPlaces(broken.rows) };
  }, [points, metric, bands]);
  const series = useMemo(() => [{ id: "value", name, color: colorOfMetric(metric) }], [name, metric]);
  const thresholds = useMemo(
    () => [{ value: limit, label: `${below ? "low below" : "high above"} ${limit} ${unit}` }],
    [limit, below, unit],
  );
  const top = unit === "%" ? 100 : Math.max(1.25 * limit, ...rows.map(({ value }) => value ?? 0));
  const lastAt = points.at(-1)?.at;
  // What is told already is not told twice.
  const silentTo = Math.min(to, ...bands.filter((band) => band.to > (lastAt ?? to)).map((band) => band.from));
  return (
    <TimeLine
      label={`${name} of ${robotId}, ${held ? "held still" : "last 15 minutes"}`}
      rows={rows}
      series={series}
      from={from}
      to={to}
      yRange={[0, top]}
      unit={unit}
      format={(value) => formatNumber(value, digits)}
      thresholds={thresholds}
      holes={[...holes, ...(held ? [] : openGap(lastAt, silentTo, silence))]}
      onDrag={onZoom}
      view={held ? `${from} ${to}` : "live"}
      dotAt={(row) => lonely.has(row.x)}
      syncId="robot"
      height={HEIGHT}
    />
  );
});

/** Points with a gap on both sides: no line passes through them, so they are drawn as dots. */
function lonelyPlaces(rows: readonly Row[]): Set<number> {
  const isHole = (row: Row | undefined) => row === undefined || row.value === null;
  return new Set(
    rows.flatMap((row, at) => (!isHole(row) && isHole(rows[at - 1]) && isHole(rows[at + 1]) ? [row.x] : [])),
  );
}
