"use client";

import { useId, useMemo, useRef } from "react";
import {
  CartesianGrid,
  Line,
  type MouseHandlerDataParam,
  LineChart as Rechart,
  ReferenceArea,
  ReferenceLine,
  Tooltip,
  XAxis,
  YAxis,
} from "recharts";
import { usePreferences } from "#components/ui/preferences-provider";
import { toneColor } from "#components/ui/state";
import { clockMinutes, clockTime, dayAndMonth, formatNumber } from "#lib/format";
import { AXIS_TEXT, CURSOR, GRID, MARGIN, X_HEIGHT, Y_WIDTH } from "./axes.ts";
import { type BandBox, BandMark, Hatch } from "./band.tsx";
import { Curves } from "./curves.tsx";
import type { LineChartProps } from "./line-chart.tsx";
import { LineName, Points, TipCard } from "./parts.tsx";
import { axesOf, dataOf } from "./plot-data.ts";
import { RangeBars } from "./range-bars.tsx";
import type { Row } from "./rows.ts";

type PlotProps = Omit<LineChartProps, "height" | "legend" | "view" | "picked" | "onDrag"> & {
  width: number;
  height: number;
  /** While a stretch of the x axis is dragged over, and null when it was let go; `done` says that it was chosen. */
  onStretch?: ((stretch: Stretch | null, done: boolean) => void) | undefined;
};

/** In the x axis's unit. */
export interface Stretch {
  from: number;
  to: number;
}

/**
 * Recharts draws hundreds of points anew whenever a prop of its changes. What follows the pointer or a selection is
 * therefore laid over it by its parent, and what it is given here stays the same meanwhile.
 */
export default function LinePlot(props: PlotProps) {
  const {
    rows,
    series,
    gapAfter,
    thresholds = [],
    width,
    height,
    onPick,
    pointOf,
    titleOf,
    onStretch,
  } = props;
  const dragged = useRef<Stretch | null>(null);
  const { zone } = usePreferences();
  const hatch = useId();
  const drawn = useMemo(
    () => dataOf(rows, series, gapAfter, props.holes),
    [rows, series, gapAfter, props.holes],
  );
  const overTime = props.x !== "number";
  const write = props.format ?? ((value: number) => formatNumber(value));
  const { xTicks, xDomain, yTicks } = axesOf(props, drawn.rows, overTime, zone);
  const [from, to] = xDomain;
  const xText = (x: number) => (overTime ? momentText(x, to - from, zone) : formatNumber(x, 0));
  const byX = useMemo(() => new Map(drawn.rows.map((row) => [row.x, row])), [drawn.rows]);
  const faint = useId();
  const first = series[0];
  const isLonely = drawn.rows.length === 1;
  const shapeOf = pointOf ?? (isLonely ? aDot : undefined);

  return (
    <Rechart
      width={width}
      height={height}
      data={drawn.rows as Row[]}
      margin={MARGIN}
      {...(props.syncId ? { syncId: props.syncId, syncMethod: nearest } : {})}
      onClick={onPick && (({ activeLabel }) => activeLabel !== undefined && onPick(Number(activeLabel)))}
      {...(onStretch ? dragHandlers(dragged, onStretch) : {})}
      title={props.label}
    >
      <Hatch id={hatch} />
      <Hatch id={faint} faint />
      <CartesianGrid stroke={GRID} vertical={false} />
      {drawn.holes.map((hole) => (
        <ReferenceArea
          key={`${hole.from} ${hole.reason}`}
          x1={Math.max(from, hole.from)}
          x2={Math.min(to, hole.to)}
          ifOverflow="hidden"
          shape={(box: BandBox) => <BandMark {...box} hole={hole} hatch={hole.faint ? faint : hatch} />}
        />
      ))}
      <XAxis
        dataKey="x"
        type="number"
        domain={xDomain}
        ticks={xTicks}
        interval="preserveStartEnd"
        tickFormatter={xText}
        tick={AXIS_TEXT}
        tickLine={false}
        axisLine={{ stroke: GRID }}
        height={X_HEIGHT}
        allowDataOverflow
      />
      <YAxis
        domain={[yTicks[0] ?? 0, yTicks.at(-1) ?? 1]}
        ticks={yTicks}
        interval={0}
        tickFormatter={write}
        tick={AXIS_TEXT}
        tickLine={false}
        axisLine={false}
        width={Y_WIDTH}
        allowDataOverflow
      />
      {thresholds.map(({ value, label, tone = "warning", below }) => (
        <ReferenceLine
          key={label}
          y={value}
          stroke={toneColor(tone)}
          strokeDasharray="4 3"
          label={<LineName text={label} color={toneColor(tone)} below={below ?? false} />}
        />
      ))}
      {props.expected && (
        <ReferenceArea
          y1={props.expected.from}
          y2={props.expected.to}
          fill="var(--color-stale)"
          fillOpacity={0.14}
          ifOverflow="hidden"
          label={<LineName text={props.expected.label} color="var(--color-quiet)" below />}
        />
      )}
      <Tooltip
        isAnimationActive={false}
        cursor={CURSOR}
        content={({ active, label }) => {
          const row = active ? byX.get(Number(label)) : undefined;
          if (!row) return null;
          const title = titleOf?.(row) ?? (overTime ? clockTime(row.x, zone) : formatNumber(row.x, 0));
          return <TipCard title={title} lines={linesOf(row, props, write)} />;
        }}
      />
      {props.ranges?.map((range) => (
        <RangeBars
          key={range.name}
          rows={rows}
          range={range}
          step={props.step ?? 1}
          yRange={[yTicks[0] ?? 0, yTicks.at(-1) ?? 1]}
        />
      ))}
      {/* Without a line of its own, Recharts shows no tooltip. */}
      {first && (
        <Line
          dataKey={first.id}
          stroke="none"
          dot={isLonely && noDot}
          activeDot={false}
          isAnimationActive={false}
        />
      )}
      <Curves rows={drawn.rows} series={series} />
      {first && shapeOf && <Points rows={drawn.rows} id={first.id} color={first.color} shapeOf={shapeOf} />}
      {/* A thin line is hard to hit. */}
      {series
        .filter(({ pickable }) => pickable && props.onPickSeries)
        .map(({ id, kind }) => (
          <Line
            key={`pick ${id}`}
            dataKey={id}
            type={kind?.endsWith("step") ? "stepAfter" : "linear"}
            stroke="transparent"
            strokeWidth={14}
            dot={false}
            activeDot={false}
            isAnimationActive={false}
            cursor="pointer"
            onClick={() => props.onPickSeries?.(id)}
          />
        ))}
    </Rechart>
  );
}

// A line of a single point can't be seen.
const aDot = () => "dot" as const;
// Recharts gives it a dot of its own.
const noDot = ({ index }: { index: number }) => <g key={index} />;

/** From the row under the pointer as it goes down to the one under it as it goes up; none when it hasn't moved. */
function dragHandlers(dragged: { current: Stretch | null }, onStretch: NonNullable<PlotProps["onStretch"]>) {
  function end(done: boolean): void {
    const stretch = dragged.current;
    dragged.current = null;
    if (stretch && stretch.from !== stretch.to) onStretch(done ? ordered(stretch) : null, done);
  }
  return {
    onMouseDown({ activeLabel }: MouseHandlerDataParam): void {
      const at = Number(activeLabel);
      if (activeLabel !== undefined) dragged.current = { from: at, to: at };
    },
    onMouseMove({ activeLabel }: MouseHandlerDataParam): void {
      const to = Number(activeLabel);
      if (!dragged.current || activeLabel === undefined || to === dragged.current.to) return;
      dragged.current = { ...dragged.current, to };
      onStretch(ordered(dragged.current), false);
    },
    onMouseUp: () => end(true),
    onMouseLeave: () => end(false),
  };
}

const ordered = ({ from, to }: Stretch): Stretch => ({ from: Math.min(from, to), to: Math.max(from, to) });

/** Charts that share a cursor need not have the same rows: it stands at the nearest one. */
function nearest(
  ticks: readonly { value?: unknown }[],
  { activeLabel }: { activeLabel?: string | number | undefined },
): number {
  const far = (index: number) => Math.abs(Number(ticks[index]?.value) - Number(activeLabel));
  return ticks.reduce((best, _, index) => (far(index) < far(best) ? index : best), 0);
}

const DAYS_FROM_SECONDS = 2 * 86_400;

/** A moment on an axis that is so long. */
const momentText = (x: number, seconds: number, zone: "utc" | "local"): string =>
  seconds < 600
    ? clockTime(x, zone)
    : seconds < DAYS_FROM_SECONDS
      ? clockMinutes(x, zone)
      : dayAndMonth(x, zone);

function linesOf(row: Row, { series, ranges = [], unit }: PlotProps, write: (value: number) => string) {
  const ends = (low: number | null | undefined, high: number | null | undefined) =>
    typeof low === "number" && typeof high === "number" ? `${write(low)} to ${write(high)}` : null;
  return [
    ...series.map(({ id, name, color }) => {
      const value = row[id];
      return { name, color, value: typeof value === "number" ? write(value) : null, unit };
    }),
    ...ranges.map(({ low, high, name, color }) => ({ name, color, value: ends(row[low], row[high]), unit })),
  ];
}
