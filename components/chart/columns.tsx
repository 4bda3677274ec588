"use client";

import { usePreferences } from "#components/ui/preferences-provider";
import { Y_WIDTH } from "./axes.ts";
import { HolesInWords } from "./band.tsx";
import type { Threshold } from "./line-chart.tsx";
import { placeOf } from "./place.ts";
import type { Hole } from "./rows.ts";
import { roundTicks } from "./ticks.ts";
import { Limit, LimitNames, TimeFrame } from "./time-frame.tsx";
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

const WIDEST = 10;

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

function Drawing(props: DrawingProps) {
  const { bars, from, to, threshold, holes = [], onPick, picked, width, height, label } = props;
  const { zone } = usePreferences();
  const values = bars.map(({ y }) => y);
  const ticks = roundTicks(0, Math.max(1, ...values, threshold?.value ?? 0), 3);
  const place = placeOf({ width, height, left: Y_WIDTH, from, to, low: 0, high: ticks.at(-1) ?? 1 });
  const { left, right, top, bottom, toX, toY } = place;
  const wide = Math.max(1, Math.min(WIDEST, (0.7 * (right - left)) / Math.max(1, bars.length)));
  return (
    <svg width={width} height={height} role="img" aria-label={label}>
      <TimeFrame {...props} place={place} ticks={ticks} zone={zone} holes={holes} />
      {bars.map((bar) => (
        // biome-ignore lint/a11y/noStaticElementInteractions: the strip of runs is the way for the keyboard.
        <g key={bar.id} data-tip={bar.words} onClick={onPick && (() => onPick(bar.id))}>
          {/* The whole height catches the pointer: a low column is hard to hit. */}
          <rect x={toX(bar.x) - wide / 2} y={top} width={wide} height={bottom - top} fill="transparent" />
          <rect
            x={toX(bar.x) - wide / 2}
            y={bar.y > 0 ? Math.min(toY(bar.y), bottom - 1.5) : bottom}
            width={wide}
            height={bar.y > 0 ? Math.max(1.5, bottom - toY(bar.y)) : 0}
            fill={picked === bar.id ? "var(--color-strong)" : "var(--color-series-1)"}
          />
        </g>
      ))}
      {threshold && (
        <>
          <Limit threshold={threshold} place={place} />
          <LimitNames thresholds={[threshold]} place={place} />
        </>
      )}
    </svg>
  );
}
