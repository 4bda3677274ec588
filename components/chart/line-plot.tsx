"use client";

import { useId, useMemo } from "react";
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
import { clockTime, formatNumber } from "#lib/format";
import { AXIS_TEXT, CURSOR, GRID, MARGIN, X_HEIGHT, Y_WIDTH } from "./axes.ts";
import { type BandBox, BandMark, Hatch } from "./band.tsx";
import { Curves } from "./curves.tsx";
import type { LineChartProps } from "./line-chart.tsx";
import { LineName, Points } from "./parts.tsx";
import { axesOf, dataOf } from "./plot-data.ts";
import type { Row } from "./rows.ts";
import { momentText } from "./ticks.ts";
import { TipCard } from "./tip-card.tsx";
import type { Drag } from "./use-stretch.ts";

type PlotProps = Omit<LineChartProps, "height" | "legend" | "view" | "picked" | "onDrag"> & {
  width: number;
  height: number;
  /** Told of a stretch of the x axis that is dragged over. */
  drag?: Drag | undefined;
};

/**
 * Recharts draws hundreds of points anew whenever a prop of its changes. What follows the pointer or a selection is
 * therefore laid over it by its parent, and what it is given here stays the same meanwhile.
 */
export default function LinePlot(props: PlotProps) {
  const { rows, series, thresholds = [], width, height, onPick, pointOf, titleOf, drag } = props;
  const { zone } = usePreferences();
  const hatch = useId();
  const drawn = useMemo(() => dataOf(rows, series, props.holes), [rows, series, props.holes]);
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
      onClick={onPick && (({ activeLabel }) => activeLabel !== undefined && onPick(Number(activeLabel)))}
      {...(drag ? dragHandlers(drag) : {})}
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
    </Rechart>
  );
}

// A line of a single point can't be seen.
const aDot = () => "dot" as const;
// Recharts gives it a dot of its own.
const noDot = ({ index }: { index: number }) => <g key={index} />;

/** From the row under the pointer as it goes down to the one under it as it goes up. */
function dragHandlers(drag: Drag) {
  const at =
    (tell: (x: number) => void) =>
    ({ activeLabel }: MouseHandlerDataParam) => {
      if (activeLabel !== undefined) tell(Number(activeLabel));
    };
  return {
    onMouseDown: at(drag.begin),
    onMouseMove: at(drag.moveTo),
    onMouseUp: () => drag.end(true),
    onMouseLeave: () => drag.end(false),
  };
}

function linesOf(row: Row, { series, unit }: PlotProps, write: (value: number) => string) {
  return series.map(({ id, name, color }) => {
    const value = row[id];
    return { name, color, value: typeof value === "number" ? write(value) : null, unit };
  });
}
