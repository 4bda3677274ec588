"use client";

import { useMemo } from "react";
import { usePreferences } from "#components/ui/preferences-provider";
import { InTurn } from "../ui/in-turn.tsx";
import { useSteadyCall } from "../ui/use-steady-call.ts";
import { HolesInWords } from "./band.tsx";
import { FirstDrawing } from "./first-drawing.tsx";
import { lastInWords, lastValues } from "./last-values.ts";
import type { Series, Threshold } from "./line-chart.tsx";
import { dataOf } from "./plot-data.ts";
import type { Range } from "./range-path.ts";
import type { Hole, Row } from "./rows.ts";
import { TimePlot } from "./time-plot.tsx";
import { usePaced } from "./use-paced.ts";
import { useWidth } from "./use-width.ts";

export interface TimeLineProps {
  /** What it shows, for people who don't see it. */
  label: string;
  rows: readonly Row[];
  /** Lines and steps. A click on one that is `pickable` is told to `onPickSeries`. */
  series: readonly (Series & { pickable?: boolean })[];
  /** Unix seconds at the edges. */
  from: number;
  to: number;
  /** Ends of the y axis, which goes on to round values. */
  yRange: readonly [number, number];
  unit?: string;
  format: (value: number) => string;
  thresholds?: readonly Threshold[];
  /** From where to where values went in each step, behind the lines; `step` is its width, rows stand in its middle. */
  ranges?: readonly Range[];
  step?: number;
  /** Breaks the lines where rows are further apart than this. */
  gapAfter?: number;
  /** Hatched bands with the reason. */
  holes?: readonly Hole[];
  /** Where the first series has a dot. */
  dotAt?: (row: Row) => boolean;
  /** Written above the values of a row instead of its time. */
  titleOf?: (row: Row) => string;
  /** For the mouse: give the keyboard another way. */
  onPickSeries?: (id: string) => void;
  /** A stretch that was dragged over, Unix seconds. Give the keyboard another way. */
  onDrag?: (from: number, to: number) => void;
  /** Charts with the same one share their cursor. */
  syncId?: string;
  /** Which stretch a person chose to see: another one is drawn at once, new data at the chart's own pace. */
  view?: string;
  height: number;
}

const REDRAW_MS = 1_000;
const NONE: readonly Hole[] = [];

/**
 * Values over time as a plain SVG, which is drawn in a few milliseconds: several of Recharts' at once stopped the page for
 * a tenth of a second. Pointer, finger and arrow keys read it off.
 */
export function TimeLine(given: TimeLineProps) {
  const [box, width] = useWidth();
  const { zone } = usePreferences();
  const { height, view, dotAt, titleOf, onPickSeries, onDrag, ...drawn } = given;
  const calls = {
    dotAt: useSteadyCall(dotAt),
    titleOf: useSteadyCall(titleOf),
    onPickSeries: useSteadyCall(onPickSeries),
    onDrag: useSteadyCall(onDrag),
  };
  const props = usePaced(drawn, REDRAW_MS, view);
  const { series, format, unit } = props;
  const { rows, holes } = useMemo(
    () => dataOf(props.rows, series, props.holes, props.gapAfter),
    [props.rows, series, props.gapAfter, props.holes],
  );
  const last = useMemo(() => lastValues(props.rows, series), [props.rows, series]);
  const first = <FirstDrawing {...props} x="time" height={height} write={format} />;
  return (
    <figure className="min-w-0" aria-label={props.label}>
      <p className="sr-only">Last: {lastInWords(last, series, format, unit)}.</p>
      <HolesInWords holes={props.holes ?? NONE} zone={zone} />
      <div ref={box} style={{ height }}>
        {width > 0 ? (
          <InTurn meanwhile={first}>
            <TimePlot {...props} {...calls} rows={rows} holes={holes} width={width} height={height} />
          </InTurn>
        ) : (
          first
        )}
      </div>
    </figure>
  );
}
