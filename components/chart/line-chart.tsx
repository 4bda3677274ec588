"use client";

import { lazy, memo, Suspense, useMemo } from "react";
import { usePreferences } from "#components/ui/preferences-provider";
import type { Tone } from "#components/ui/state";
import { formatNumber, MISSING } from "#lib/format";
import { InTurn } from "../ui/in-turn.tsx";
import { patiently } from "../ui/patiently.ts";
import { useSteadyCall } from "../ui/use-steady-call.ts";
import { HolesInWords } from "./band.tsx";
import { FirstDrawing } from "./first-drawing.tsx";
import { lastInWords, lastValues } from "./last-values.ts";
import { PlotOverlay } from "./plot-overlay.tsx";
import type { Hole, Row } from "./rows.ts";
import { usePaced } from "./use-paced.ts";
import { useStretch } from "./use-stretch.ts";
import { useWidth } from "./use-width.ts";

export type { Hole, Row } from "./rows.ts";

export interface Series {
  /** The key of its values in the rows. */
  id: string;
  name: string;
  /** A CSS colour: `var(--color-series-1)`. */
  color: string;
  /** `step` holds a value until the next; `quiet` is a thin dashed line beside the main one. */
  kind?: "line" | "step" | "quiet" | "quiet-step";
}

/** How a point is marked: evaluated, inherited and so on are told apart by shape. */
export type PointShape = "dot" | "ring" | "square" | "frame" | "diamond";

export interface Threshold {
  value: number;
  label: string;
  tone?: Tone;
  /** Its name stands below the line: there is another one right above it. */
  below?: boolean;
}

export interface LineChartProps {
  /** What it shows, for people who don't see it. */
  label: string;
  rows: readonly Row[];
  series: readonly Series[];
  /** `time`: x is Unix seconds. `number`: x is a count, such as a version. */
  x?: "time" | "number";
  /** Ends of the x axis; the data's own without. The present belongs at the right edge. */
  from?: number;
  to?: number;
  /** Ends of the y axis; round values around the data without. */
  yRange?: readonly [number, number];
  unit?: string;
  format?: (value: number) => string;
  thresholds?: readonly Threshold[];
  /** Where values are expected to lie. */
  expected?: { from: number; to: number; label: string };
  /** Hatched bands with the reason. */
  holes?: readonly Hole[];
  /** Shape of the first series' point at a row; null draws none. */
  pointOf?: ((row: Row) => PointShape | null) | undefined;
  /** Written above the tooltip instead of x. */
  titleOf?: ((row: Row) => string) | undefined;
  /** A click on a point; `picked` is its x. */
  onPick?: ((x: number) => void) | undefined;
  picked?: number | null;
  /** A stretch of the x axis that was dragged over. */
  onDrag?: (from: number, to: number) => void;
  /** Which stretch a person chose to see: another one is drawn at once, new data at the chart's own pace. */
  view?: string;
  height?: number;
  /** The names above the chart; by default from two series on. */
  legend?: boolean;
}

// Drawing it costs far more than anything around it.
const loadPlot = patiently(() => import("./line-plot.tsx"));
const Plot = memo(lazy(loadPlot));

const REDRAW_MS = 1_000;
const noHoles: readonly Hole[] = [];

/** Lines over time or over a count, drawn by Recharts. Its height is reserved before it is drawn. */
export function LineChart(given: LineChartProps) {
  const [box, width] = useWidth();
  const { zone } = usePreferences();
  const { height = 160, legend, view, picked, onDrag, ...drawn } = given;
  const { stretch, drag } = useStretch(onDrag);
  const calls = {
    pointOf: useSteadyCall(given.pointOf),
    titleOf: useSteadyCall(given.titleOf),
    onPick: useSteadyCall(given.onPick),
  };
  const props = usePaced(drawn, REDRAW_MS, view);
  const { rows } = props;
  const last = useMemo(() => lastValues(rows, props.series), [rows, props.series]);
  const write = props.format ?? ((value: number) => formatNumber(value));
  const first = <FirstDrawing {...props} height={height} write={write} />;
  return (
    <figure className="min-w-0" aria-label={props.label}>
      {(legend ?? props.series.length > 1) && (
        <figcaption aria-hidden className="mb-1 flex flex-wrap gap-x-4 text-12 text-quiet">
          {props.series.map(({ id, name, color, kind }) => (
            <span key={id} className="inline-flex items-center gap-1.5">
              <svg width="14" height="6" aria-hidden="true">
                <line
                  x1="0"
                  x2="14"
                  y1="3"
                  y2="3"
                  stroke={color}
                  strokeWidth="2"
                  strokeDasharray={kind?.startsWith("quiet") ? "3 2" : undefined}
                />
              </svg>
              {name}
              <span className="figures min-w-[4ch] text-normal">
                {last.has(id) ? write(last.get(id) as number) : MISSING}
              </span>
            </span>
          ))}
        </figcaption>
      )}
      <p className="sr-only">Last: {lastInWords(last, props.series, write, props.unit)}.</p>
      <HolesInWords holes={props.holes ?? noHoles} zone={zone} />
      <div ref={box} className="relative select-none" style={{ height }}>
        <PlotOverlay {...props} picked={picked} stretch={stretch} />
        {/* Until it is measured it can't be drawn: on the server, and for a moment here. */}
        {width > 0 ? (
          <InTurn meanwhile={first} after={loadPlot}>
            <Suspense fallback={first}>
              <Plot {...props} {...calls} drag={drag} width={width} height={height} />
            </Suspense>
          </InTurn>
        ) : (
          first
        )}
      </div>
    </figure>
  );
}
