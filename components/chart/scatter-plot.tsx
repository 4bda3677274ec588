"use client";

import { useId } from "react";
import {
  CartesianGrid,
  ScatterChart as Rechart,
  ReferenceArea,
  ReferenceLine,
  Scatter,
  Tooltip,
  XAxis,
  YAxis,
} from "recharts";
import { usePreferences } from "#components/ui/preferences-provider";
import { toneColor, toneOf } from "#components/ui/state";
import { clockMinutes, clockTime } from "#lib/format";
import { zoneOffset } from "#lib/local-time";
import { AXIS_TEXT, CURSOR, GRID, MARGIN, X_HEIGHT, Y_WIDTH } from "./axes.ts";
import { type BandBox, BandMark, Hatch } from "./band.tsx";
import { Mark } from "./mark.tsx";
import { LineName } from "./parts.tsx";
import type { ScatterChartProps, ScatterPoint } from "./scatter-chart.tsx";
import { logTicks, roundTicks, timeTicks } from "./ticks.ts";

type PlotProps = Omit<ScatterChartProps, "height"> & { width: number; height: number };

export default function ScatterPlot(props: PlotProps) {
  const { points, log, format, thresholds = [], holes = [], width, height, onPick, picked } = props;
  const [hatch, faint] = [useId(), useId()];
  const { zone } = usePreferences();
  const from = props.from ?? points[0]?.x ?? 0;
  const to = Math.max(props.to ?? points.at(-1)?.x ?? 1, from + 1);
  const values = points.map(({ y }) => y);
  const high = Math.max(1, ...values, ...thresholds.map(({ value }) => value));
  const yTicks = log ? logTicks(Math.min(...values, high), high) : roundTicks(0, high, 4);
  const xText = (x: number) => (to - from < 600 ? clockTime(x, zone) : clockMinutes(x, zone));
  return (
    <Rechart width={width} height={height} margin={MARGIN} title={props.label}>
      <Hatch id={hatch} />
      <Hatch id={faint} faint />
      <CartesianGrid stroke={GRID} vertical={false} />
      {holes.map((hole) => (
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
        domain={[from, to]}
        ticks={timeTicks(from, to, Math.max(2, Math.floor(width / 110)), zoneOffset(zone))}
        tickFormatter={xText}
        tick={AXIS_TEXT}
        tickLine={false}
        axisLine={{ stroke: GRID }}
        height={X_HEIGHT}
        allowDataOverflow
      />
      <YAxis
        dataKey="y"
        type="number"
        scale={log ? "log" : "linear"}
        domain={[yTicks[0] ?? 0, yTicks.at(-1) ?? 1]}
        ticks={yTicks}
        interval={0}
        tickFormatter={format}
        tick={AXIS_TEXT}
        tickLine={false}
        axisLine={false}
        width={Y_WIDTH + 12}
        allowDataOverflow
      />
      {thresholds.map(({ value, label, tone = "warning" }) => (
        <ReferenceLine
          key={label}
          y={value}
          stroke={toneColor(tone)}
          strokeDasharray="4 3"
          label={<LineName text={label} color={toneColor(tone)} />}
        />
      ))}
      <Tooltip
        isAnimationActive={false}
        cursor={CURSOR}
        content={({ active, payload }) => {
          const point = active ? (payload?.[0]?.payload as ScatterPoint | undefined) : undefined;
          return point ? <PointCard words={point.words} /> : null;
        }}
      />
      <Scatter
        data={[...points]}
        isAnimationActive={false}
        shape={(shape: { cx?: number; cy?: number; payload?: ScatterPoint }) => (
          <Dot {...shape} picked={picked} />
        )}
        {...(onPick
          ? { onClick: (shape: { payload?: ScatterPoint }) => shape.payload && onPick(shape.payload.id) }
          : {})}
      />
    </Rechart>
  );
}

function PointCard({ words }: { words: readonly string[] }) {
  const [title, ...lines] = words;
  return (
    <div className="rounded-control border border-line-strong/60 bg-surface-3 px-2 py-1 text-12 shadow-over">
      <p className="figures font-medium text-strong">{title}</p>
      {lines.map((line) => (
        <p key={line} className="figures text-normal">
          {line}
        </p>
      ))}
    </div>
  );
}

interface DotProps {
  cx?: number;
  cy?: number;
  payload?: ScatterPoint;
  picked: string | null | undefined;
}

// Shapes beside colours: what is well is a dot, what is not is a diamond or a square.
function Dot({ cx, cy, payload, picked }: DotProps) {
  if (!payload || cx === undefined || cy === undefined) return <g />;
  const tone = toneOf(payload.state);
  const shape =
    tone === "critical" ? "diamond" : tone === "warning" ? "square" : tone === "stale" ? "ring" : "dot";
  return (
    <g>
      {/* A mark of 7 px is hard to hit. */}
      <circle cx={cx} cy={cy} r={9} fill="transparent" />
      {picked === payload.id && (
        <circle cx={cx} cy={cy} r={7} fill="none" stroke="var(--color-accent)" strokeWidth={1.5} />
      )}
      {tone === "ok" ? (
        <circle cx={cx} cy={cy} r={2.25} fill={toneColor(tone)} fillOpacity={0.75} />
      ) : (
        <Mark shape={shape} x={cx} y={cy} color={toneColor(tone)} />
      )}
    </g>
  );
}
