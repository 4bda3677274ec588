"use client";

import { memo, type ReactNode, useMemo } from "react";
import { TimeLine } from "#components/chart/time-line";
import { Skeleton } from "#components/ui/empty";
import { usePreferences } from "#components/ui/preferences-provider";
import { formatNumber, stretchWords } from "#lib/format";
import type { Band } from "#lib/history/holes";
import type { MetricHistory } from "#lib/telemetry/api-history";
import type { StandardMetric } from "#lib/telemetry/standard-metrics";
import { colorOfMetric } from "../chart/colors.ts";
import { useAsked } from "../ui/use-asked.ts";
import { useSeen } from "../ui/use-seen.ts";
import { gapAfter, historyHoles, rollupRows } from "./history-rows.ts";
import { METRICS } from "./metric-value.tsx";

interface HistoryChartProps {
  robotId: string;
  metric: string;
  /** Unix seconds at the edges. */
  from: number;
  to: number;
  /** Which window it is, in words. */
  words: string;
  /** When nobody could have recorded anything, or the robot was away. */
  bands: readonly Band[];
  /** Until they are known a line might cross one. */
  bandsKnown: boolean;
  /** Why nothing comes at the right edge. */
  silence: string;
  onZoom: (from: number, to: number) => void;
}

const HEIGHT = 128;
/** A window moves on by itself; this is for an answer that failed. */
const AGAIN_MS = 60_000;

/** A metric as it is kept: the mean of each step, and behind it from the lowest to the highest single sample. */
export function HistoryChart(props: HistoryChartProps) {
  const { robotId, metric, from, to } = props;
  const [place, seen] = useSeen();
  return (
    <div ref={place} style={{ minHeight: HEIGHT }}>
      {seen && <Asked key={`${robotId} ${metric} ${props.words} ${to - from}`} {...props} />}
    </div>
  );
}

function Asked(props: HistoryChartProps) {
  const { robotId, metric, from, to } = props;
  const query = new URLSearchParams({ metric, from: String(from), to: String(to) });
  const path = `/api/telemetry/robots/${encodeURIComponent(robotId)}/history?${query}`;
  const { asked } = useAsked<MetricHistory>(path, AGAIN_MS);
  if (asked.kind === "known" && props.bandsKnown) return <Drawing {...props} history={asked.value} />;
  if (asked.kind !== "failed") return <Skeleton className="h-32 w-full" />;
  return <NotNow>{asked.why} It is asked for again by itself.</NotNow>;
}

const NotNow = ({ children }: { children: ReactNode }) => (
  <p
    role="status"
    className="hatched flex h-32 items-center justify-center rounded-control p-3 text-center text-quiet"
  >
    <span className="max-w-prose bg-surface-1 px-2 py-1">{children}</span>
  </p>
);

const Drawing = memo(function Drawing(props: HistoryChartProps & { history: MetricHistory }) {
  const { robotId, metric, from, to, words, bands, silence, onZoom, history } = props;
  const { zone } = usePreferences();
  const step = history.step_seconds;
  const rows = useMemo(() => rollupRows(history), [history]);
  const holes = useMemo(
    () => historyHoles(rows, bands, { from, to, step }, silence),
    [rows, bands, from, to, step, silence],
  );
  const look = lookOf(metric, rows);
  const color = colorOfMetric(metric);
  const series = useMemo(() => [{ id: "mean", name: "Mean", color }], [color]);
  const ranges = useMemo(
    () => [{ low: "min", high: "max", name: "Lowest to highest", color, opacity: 0.4 }],
    [color],
  );
  return (
    <TimeLine
      label={`${look.name} of ${robotId}, ${words.toLowerCase()}`}
      rows={rows}
      series={series}
      ranges={ranges}
      step={step}
      from={from}
      to={to}
      yRange={look.yRange}
      unit={look.unit}
      format={(value) => formatNumber(value, look.digits)}
      thresholds={look.thresholds}
      gapAfter={gapAfter(step)}
      holes={holes}
      titleOf={({ x }) => stretchWords(x - step / 2, x + step / 2, zone)}
      onDrag={onZoom}
      view={`${from} ${to}`}
      syncId="robot"
      height={HEIGHT}
    />
  );
});

export interface Look {
  name: string;
  unit: string;
  digits?: number | undefined;
  yRange: [number, number];
  thresholds: { value: number; label: string }[];
}

/** How a metric is drawn: its name, its ends, its limit. One of a robot's own has neither unit nor limit. */
export function lookOf(metric: string, rows: readonly { [name: string]: number | null }[]): Look {
  const highest = rows.reduce((most, { max }) => Math.max(most, max ?? 0), 0);
  if (!(metric in METRICS)) return { name: metric, unit: "", yRange: [0, highest || 1], thresholds: [] };
  const { name, unit, limit, below, digits } = METRICS[metric as StandardMetric];
  return {
    name,
    unit,
    digits,
    yRange: [0, unit === "%" ? 100 : Math.max(1.25 * limit, highest)],
    thresholds: [{ value: limit, label: `${below ? "low below" : "high above"} ${limit} ${unit}` }],
  };
}
