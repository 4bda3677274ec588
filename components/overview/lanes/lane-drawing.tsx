"use client";

import { memo, useId } from "react";
import { usePreferences } from "#components/ui/preferences-provider";
import { toneColor } from "#components/ui/state";
import type { Band } from "#lib/history/holes";
import { zoneOffset } from "#lib/local-time";
import { LANES, type Lane, type LaneBar } from "#lib/overview/lanes";
import { AXIS_TEXT, GRID } from "../../chart/axes.ts";
import { BandMark, Hatch } from "../../chart/band.tsx";
import { timeTicks } from "../../chart/ticks.ts";
import { timeWords } from "../../events/histogram-words.ts";
import type { Stretch } from "../../events/stretch.ts";

export const LANE_PX = 30;
const FOOT_PX = 20;
const ALL_PX = LANES.length * LANE_PX;
export const LANES_PX = ALL_PX + FOOT_PX;

interface LaneDrawingProps {
  bars: readonly LaneBar[];
  bands: readonly Band[];
  /** What lies before was not counted. Unix seconds. */
  countedFrom: number | null;
  /** First and last bar that are pointed at. */
  seen: readonly [number, number] | null;
  window: Stretch | null;
  width: number;
}

/** The marks of all lanes over one axis, as a plain SVG. */
export const LaneDrawing = memo(function LaneDrawing(props: LaneDrawingProps) {
  const { bars, bands, countedFrom, seen, window, width } = props;
  const { zone } = usePreferences();
  const [hatch, faint] = [useId(), useId()];
  const [from, to] = [bars[0]?.from ?? 0, bars.at(-1)?.to ?? 1];
  const toX = (at: number) => ((Math.min(Math.max(at, from), to) - from) / (to - from)) * width;
  const times = timeTicks(from, to, Math.max(2, Math.floor(width / 110)), zoneOffset(zone));
  const [first, last] = seen ? [bars[seen[0]], bars[seen[1]]] : [];
  return (
    <svg width={width} height={LANES_PX} aria-hidden className="block">
      <Hatch id={hatch} />
      <Hatch id={faint} faint />
      {first && last && (
        <rect
          x={toX(first.from)}
          width={Math.max(1, toX(last.to) - toX(first.from))}
          height={ALL_PX}
          fill="var(--color-surface-3)"
        />
      )}
      {LANES.map((lane, row) => (
        <line
          key={lane}
          x2={width}
          y1={(row + 1) * LANE_PX - 0.5}
          y2={(row + 1) * LANE_PX - 0.5}
          stroke={GRID}
        />
      ))}
      {countedFrom !== null && countedFrom > from && (
        <rect width={toX(countedFrom)} height={ALL_PX} fill={`url(#${hatch})`} />
      )}
      {bands.map((band) => (
        <BandMark
          key={`${band.from} ${band.reason}`}
          x={toX(band.from)}
          y={0}
          width={toX(band.to) - toX(band.from)}
          height={ALL_PX}
          hole={band}
          hatch={band.faint ? faint : hatch}
        />
      ))}
      {LANES.map((lane, row) => (
        <LaneMarks key={lane} lane={lane} row={row} bars={bars} width={width} />
      ))}
      {window && window.to > from && window.from < to && (
        <rect
          x={toX(window.from) + 0.5}
          y={0.5}
          width={Math.max(2, toX(window.to) - toX(window.from) - 1)}
          height={ALL_PX - 1}
          fill="var(--color-accent)"
          fillOpacity={0.16}
          stroke="var(--color-accent)"
        />
      )}
      {times
        .filter((at) => toX(at) > 22 && toX(at) < width - 22)
        .map((at) => (
          <text key={at} x={toX(at)} y={LANES_PX - 5} textAnchor="middle" {...AXIS_TEXT} className="figures">
            {timeWords(at, to - from, zone)}
          </text>
        ))}
    </svg>
  );
});

interface LaneMarksProps {
  lane: Lane;
  row: number;
  bars: readonly LaneBar[];
  width: number;
}

const TALLEST = LANE_PX - 10;
const NORMAL = "color-mix(in oklab, var(--color-series-1) 62%, transparent)";

/** What is usual is a quiet bar; trouble has a colour, and a form of its own above it. */
const LaneMarks = memo(function LaneMarks({ lane, row, bars, width }: LaneMarksProps) {
  const step = width / Math.max(1, bars.length);
  const wide = Math.max(1, step > 3 ? step - 1 : step);
  const bottom = (row + 1) * LANE_PX - 1;
  const most = Math.max(1, ...bars.map(({ lanes }) => lanes[lane].count));
  // The root: one among many must not look like nothing.
  const tall = (count: number) => Math.max(3, Math.sqrt(count / most) * TALLEST);
  let [usual, worse, forms] = ["", "", ""];
  for (const [place, { lanes }] of bars.entries()) {
    const { count, trouble } = lanes[lane];
    if (count === 0 && trouble === 0) continue;
    const bar = (high: number) =>
      `M${(place * step).toFixed(1)} ${bottom}v${(-high).toFixed(1)}h${wide.toFixed(1)}V${bottom}z`;
    usual += bar(tall(count));
    if (trouble === 0) continue;
    worse += bar(tall(trouble));
    const x = place * step + wide / 2;
    const top = bottom - LANE_PX + 2;
    forms += lane === "job" ? `M${x} ${top}l4.5 7.5h-9z` : `M${x} ${top}l4 4l-4 4l-4-4z`;
  }
  const color = toneColor(lane === "job" ? "critical" : "warning");
  return (
    <g data-lane={lane}>
      <path d={usual} fill={NORMAL} />
      <path d={worse} fill={color} />
      <path d={forms} fill={color} data-trouble={forms ? "" : undefined} />
    </g>
  );
});
