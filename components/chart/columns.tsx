"use client";

import { useId } from "react";
import { usePreferences } from "#components/ui/preferences-provider";
import { toneColor } from "#components/ui/state";
import { clockMinutes, clockTime } from "#lib/format";
import { zoneOffset } from "#lib/local-time";
import { Y_WIDTH } from "./axes.ts";
import { BandMark, Hatch, HolesInWords } from "./band.tsx";
import type { Threshold } from "./line-chart.tsx";
import type { Hole } from "./rows.ts";
import { roundTicks, timeTicks } from "./ticks.ts";
import { useWidth } from "./use-width.ts";

export interface ColumnBar {
  id: string;
  /** Unix seconds. */
  x: number;
  y: number;
  /** Shown on hover. */
  words: string;
}

interface ColumnsProps {
  label: string;
  bars: readonly ColumnBar[];
  from: number;
  to: number;
  format: (value: number) => string;
  threshold?: Threshold;
  /** Hatched bands with the reason. */
  holes?: readonly Hole[];
  onPick?: (id: string) => void;
  picked?: string | null;
  height?: number;
}

const FOOT = 22;
const HEAD = 8;
const END = 8;
const WIDEST = 10;
const TEXT = { fill: "var(--color-quiet)", fontSize: 12 };

/** One column per event over time, from zero up, as a plain SVG with the axes of the other charts. */
export function Columns({ height = 160, ...props }: ColumnsProps) {
  const [box, width] = useWidth();
  const { zone } = usePreferences();
  return (
    <figure className="min-w-0" aria-label={props.label}>
      <HolesInWords holes={props.holes ?? []} zone={zone} />
      <div ref={box} style={{ height }}>
        {width > 0 && <Drawing {...props} width={width} height={height} />}
      </div>
    </figure>
  );
}

type DrawingProps = Omit<ColumnsProps, "height"> & { width: number; height: number };

function Drawing({
  bars,
  from,
  to,
  format,
  threshold,
  holes = [],
  onPick,
  picked,
  width,
  height,
  label,
}: DrawingProps) {
  const { zone } = usePreferences();
  const [hatch, faint] = [useId(), useId()];
  const values = bars.map(({ y }) => y);
  const ticks = roundTicks(0, Math.max(1, ...values, threshold?.value ?? 0), 3);
  const top = ticks.at(-1) ?? 1;
  const [left, right, bottom] = [Y_WIDTH, width - END, height - FOOT];
  const toX = (x: number) => left + ((x - from) / Math.max(1, to - from)) * (right - left);
  const toY = (y: number) => bottom - (Math.min(y, top) / top) * (bottom - HEAD);
  const wide = Math.max(1, Math.min(WIDEST, (0.7 * (right - left)) / Math.max(1, bars.length)));
  const times = timeTicks(from, to, Math.max(2, Math.floor(width / 110)), zoneOffset(zone));
  return (
    <svg width={width} height={height} role="img" aria-label={label}>
      <Hatch id={hatch} />
      <Hatch id={faint} faint />
      {holes.map((hole) => {
        const [x, end] = [Math.max(left, toX(hole.from)), Math.min(right, toX(hole.to))];
        const box = { x, y: HEAD, width: end - x, height: bottom - HEAD };
        return (
          <BandMark
            key={`${hole.from} ${hole.reason}`}
            {...box}
            hole={hole}
            hatch={hole.faint ? faint : hatch}
          />
        );
      })}
      {ticks.map((tick) => (
        <g key={tick}>
          <line x1={left} x2={right} y1={toY(tick)} y2={toY(tick)} stroke="var(--color-grid)" />
          <text x={left - 8} y={toY(tick) + 4} textAnchor="end" {...TEXT}>
            {format(tick)}
          </text>
        </g>
      ))}
      {times.map((at) => (
        <text key={at} x={toX(at)} y={height - 6} textAnchor="middle" {...TEXT}>
          {to - from < 600 ? clockTime(at, zone) : clockMinutes(at, zone)}
        </text>
      ))}
      {bars.map((bar) => (
        // biome-ignore lint/a11y/noStaticElementInteractions: the strip of runs is the way for the keyboard.
        <g key={bar.id} data-tip={bar.words} onClick={onPick && (() => onPick(bar.id))}>
          {/* The whole height catches the pointer: a low column is hard to hit. */}
          <rect x={toX(bar.x) - wide / 2} y={HEAD} width={wide} height={bottom - HEAD} fill="transparent" />
          <rect
            x={toX(bar.x) - wide / 2}
            y={bar.y > 0 ? Math.min(toY(bar.y), bottom - 1.5) : bottom}
            width={wide}
            height={bar.y > 0 ? Math.max(1.5, bottom - toY(bar.y)) : 0}
            fill={picked === bar.id ? "var(--color-strong)" : "var(--color-series-1)"}
          />
        </g>
      ))}
      {threshold && <Limit threshold={threshold} left={left} right={right} y={toY(threshold.value)} />}
    </svg>
  );
}

function Limit({
  threshold,
  left,
  right,
  y,
}: {
  threshold: Threshold;
  left: number;
  right: number;
  y: number;
}) {
  const color = toneColor(threshold.tone ?? "warning");
  return (
    <g pointerEvents="none">
      <line x1={left} x2={right} y1={y} y2={y} stroke={color} strokeDasharray="4 3" />
      {/* At the left: the present, and what matters most, is at the right. */}
      <text x={left + 2} y={y > HEAD + 16 ? y - 5 : y + 14} fill={color} fontSize={12}>
        {threshold.label}
      </text>
    </g>
  );
}
