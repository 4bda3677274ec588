import { memo, useMemo } from "react";
import { Sparkline } from "#components/chart/sparkline";
import { type ShownTrend, trendRange } from "#lib/live/trends";
import { useRobotTrend } from "#lib/live/use-live";
import { silenceAllowedSeconds } from "#lib/telemetry/presence";
import type { StandardMetric } from "#lib/telemetry/standard-metrics";
import { trendPoints } from "#lib/telemetry/trend";
import { colorOfMetric } from "../chart/colors.ts";

interface TrendLineProps {
  robotId: string;
  metric: StandardMetric;
  /** Its values say how it was: the line is grey. */
  old: boolean;
}

// A screen of rows has hundreds of them: a row that changes twice a second doesn't draw its lines again.
/** One metric of a robot over the last 15 minutes, beside its number. Of the past there are none: samples aren't events. */
export const TrendLine = memo(function TrendLine({ robotId, metric, old }: TrendLineProps) {
  const trend = useRobotTrend(robotId);
  return (
    <span className="h-4 w-12 shrink-0 max-xl:hidden">
      {trend?.metrics[metric] && <Line trend={trend} metric={metric} old={old} />}
    </span>
  );
});

// Percentages stand on one scale, so that rows can be compared; a latency on its robot's own, from zero.
const SCALES: Partial<Record<StandardMetric, readonly [number, number]>> = {
  battery_percentage: [0, 100],
  cpu_usage: [0, 100],
  memory_usage: [0, 100],
};

function Line({ trend, metric, old }: Omit<TrendLineProps, "robotId"> & { trend: ShownTrend }) {
  const points = useMemo(
    () => trendPoints(trend.metrics[metric] ?? [], trend.from, silenceAllowedSeconds(trend)),
    [trend, metric],
  );
  const highest = Math.max(...points.map(({ y }) => y ?? 0));
  return (
    <Sparkline
      points={points}
      xRange={trendRange(trend)}
      yRange={SCALES[metric] ?? [0, highest || 1]}
      color={old ? "var(--color-quiet)" : colorOfMetric(metric)}
      height={16}
      endless
    />
  );
}
