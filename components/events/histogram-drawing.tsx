"use client";

import { memo, useId } from "react";
import { usePreferences } from "#components/ui/preferences-provider";
import { formatNumber } from "#lib/format";
import type { Band } from "#lib/history/holes";
import { zoneOffset } from "#lib/local-time";
import type { Bar } from "../../lib/events/counts.ts";
import { AXIS_TEXT, GRID } from "../chart/axes.ts";
import { BandMark, Hatch } from "../chart/band.tsx";
import { roundTicks, timeTicks } from "../chart/ticks.ts";
import { timeWords } from "./histogram-words.ts";
import { OTHERS_COLOR, typeColor } from "./type-colors.ts";

/** The space around the bars, in pixels. */
export const PLOT = { left: 40, right: 4, top: 6, foot: 20 };

interface HistogramDrawingProps {
  bars: readonly Bar[];
  types: readonly string[];
  /** When nobody looked. */
  bands: readonly Band[];
  countedFrom: number | null;
  /** Seconds. */
  span: number;
  /** First and last bar that are pointed at or chosen. */
  selected: readonly [number, number] | null;
  /** A moment to be marked. */
  mark: number | null;
  width: number;
  height: number;
}

/** Stacked bars from zero up as a plain SVG; what was not counted and when nobody looked are hatched. */
export function HistogramDrawing(props: HistogramDrawingProps) {
  const { bars, types, bands, countedFrom, span, selected, mark, width, height } = props;
  const { zone } = usePreferences();
  const [hatch, faint] = [useId(), useId()];
  const [from, to] = [bars[0]?.from ?? 0, bars.at(-1)?.to ?? 1];
  const [right, bottom] = [width - PLOT.right, height - PLOT.foot];
  const toX = (at: number) =>
    PLOT.left + (Math.min(Math.max(at, from), to) - from) * ((right - PLOT.left) / (to - from));
  const ticks = roundTicks(0, Math.max(1, ...bars.map(({ total }) => total)), 2).filter(Number.isInteger);
  const top = ticks.at(-1) ?? 1;
  const toY = (count: number) => bottom - (count / top) * (bottom - PLOT.top);
  const times = timeTicks(from, to, Math.max(2, Math.floor(width / 120)), zoneOffset(zone));
  return (
    <svg width={width} height={height} aria-hidden className="block">
      <Hatch id={hatch} />
      <Hatch id={faint} faint />
      {ticks.map((tick) => (
        <g key={tick}>
          <line x1={PLOT.left} x2={right} y1={toY(tick)} y2={toY(tick)} stroke={GRID} />
          <text x={PLOT.left - 6} y={toY(tick) + 4} textAnchor="end" {...AXIS_TEXT}>
            {tickWords(tick)}
          </text>
        </g>
      ))}
      {times.map((at) => {
        const x = toX(at);
        if (x < PLOT.left + 16 || x > right - 16) return null;
        return (
          <text key={at} x={x} y={height - 5} textAnchor="middle" {...AXIS_TEXT}>
            {timeWords(at, span, zone)}
          </text>
        );
      })}
      {selected && (
        <rect
          x={toX(bars[selected[0]]?.from ?? from)}
          y={0}
          width={Math.max(1, toX(bars[selected[1]]?.to ?? to) - toX(bars[selected[0]]?.from ?? from))}
          height={bottom}
          fill={selected[0] === selected[1] ? "var(--color-surface-3)" : "var(--color-accent)"}
          fillOpacity={selected[0] === selected[1] ? 0.7 : 0.22}
        />
      )}
      {countedFrom !== null && countedFrom > from && (
        <rect
          x={PLOT.left}
          y={0}
          width={toX(countedFrom) - PLOT.left}
          height={bottom}
          fill={`url(#${hatch})`}
        />
      )}
      {bands.map((band) => (
        <BandMark
          key={`${band.from} ${band.reason}`}
          x={toX(band.from)}
          y={0}
          width={toX(band.to) - toX(band.from)}
          height={bottom}
          hole={band}
          hatch={band.faint ? faint : hatch}
        />
      ))}
      <Stacks
        bars={bars}
        types={types}
        left={PLOT.left}
        right={right}
        bottom={bottom}
        tall={bottom - PLOT.top}
        top={top}
      />
      <line x1={PLOT.left} x2={right} y1={bottom} y2={bottom} stroke="var(--color-line)" />
      {mark !== null && mark >= from && mark <= to && (
        <path
          d={`M${toX(mark)} 0V${bottom}m-4 -${bottom}h8l-4 5z`}
          stroke="var(--color-accent)"
          fill="var(--color-accent)"
        />
      )}
    </svg>
  );
}

interface StacksProps {
  bars: readonly Bar[];
  types: readonly string[];
  left: number;
  right: number;
  bottom: number;
  tall: number;
  top: number;
}

/** One path per type, so that a hundred bars are nine elements. */
const Stacks = memo(function Stacks({ bars, types, left, right, bottom, tall, top }: StacksProps) {
  const step = (right - left) / Math.max(1, bars.length);
  const wide = Math.max(0.75, step > 3 ? step - 1 : step);
  const paths = Array.from({ length: types.length + 1 }, () => "");
  for (const [i, { counts, total }] of bars.entries()) {
    if (total === 0) continue;
    const x = (left + i * step).toFixed(2);
    // Something is never drawn as nothing.
    const scale = Math.max(1.5, (total / top) * tall) / total;
    let base = bottom;
    for (let place = 0; place < paths.length; place++) {
      const count = counts[place] ?? 0;
      if (count === 0) continue;
      const high = count * scale;
      paths[place] += `M${x} ${base.toFixed(2)}v${(-high).toFixed(2)}h${wide.toFixed(2)}v${high.toFixed(2)}z`;
      base -= high;
    }
  }
  return paths.map((path, place) => {
    const type = types[place];
    return path && <path key={type ?? "others"} d={path} fill={type ? typeColor(type) : OTHERS_COLOR} />;
  });
});

const tickWords = (count: number): string =>
  count >= 1_000_000 ? `${count / 1_000_000}M` : count >= 10_000 ? `${count / 1000}k` : formatNumber(count);
