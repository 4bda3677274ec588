"use client";

import { type KeyboardEvent, type MouseEvent, useMemo, useState } from "react";
import { usePreferences } from "#components/ui/preferences-provider";
import type { StateName } from "#components/ui/state";
import { Y_WIDTH } from "./axes.ts";
import { HolesInWords } from "./band.tsx";
import type { Threshold } from "./line-chart.tsx";
import { placeOf } from "./place.ts";
import { nearestOf, stepped } from "./points.ts";
import type { Hole } from "./rows.ts";
import { PickedPoint, PointInHand, ScatterDrawing } from "./scatter-drawing.tsx";
import { logTicks, roundTicks } from "./ticks.ts";
import { useWidth } from "./use-width.ts";

export interface ScatterPoint {
  id: string;
  /** Unix seconds. */
  x: number;
  y: number;
  state: StateName;
  /** Lines of the tooltip; the first is its title. */
  words: readonly string[];
}

interface ScatterChartProps {
  label: string;
  /** At least one, oldest first. */
  points: readonly ScatterPoint[];
  /** Unix seconds. */
  from: number;
  to: number;
  /** A logarithmic y axis; else it starts at zero. */
  log?: boolean;
  format: (value: number) => string;
  thresholds: readonly Threshold[];
  /** Hatched bands with the reason. */
  holes: readonly Hole[];
  onPick: (id: string) => void;
  picked: string | null;
  height: number;
}

/** One mark per run over time, as a plain SVG: arrow keys walk them, and Enter or a click picks one. */
export function ScatterChart({ height, ...props }: ScatterChartProps) {
  const [box, width] = useWidth();
  const { zone } = usePreferences();
  return (
    <figure className="min-w-0" aria-label={props.label}>
      <HolesInWords holes={props.holes} zone={zone} />
      <div ref={box} style={{ height }}>
        {width > 0 && <Plot {...props} width={width} height={height} />}
      </div>
    </figure>
  );
}

// Durations are written with their unit.
const LEFT = Y_WIDTH + 12;

function Plot(props: ScatterChartProps & { width: number }) {
  const { label, points, from, to, log = false, thresholds, onPick, picked, width, height } = props;
  // By its id: whatever comes meanwhile, the one in hand stays the same.
  const [inHand, setInHand] = useState<string | null>(null);
  const ticks = useMemo(() => ticksOf(points, thresholds, log), [points, thresholds, log]);
  const [low = 0, high = 1] = [ticks[0], ticks.at(-1)];
  const place = useMemo(
    () => placeOf({ width, height, left: LEFT, from, to, low, high, log }),
    [width, height, from, to, low, high, log],
  );
  const at = points.findIndex(({ id }) => id === inHand);
  const point = points[at];
  const newest = points.length - 1;
  const pickedPoint = points.find(({ id }) => id === picked);
  function onKeyDown(event: KeyboardEvent): void {
    if (event.metaKey || event.ctrlKey || event.altKey) return;
    const next = points[stepped(event.key, at, points.length) ?? -1];
    if (next) setInHand(next.id);
    else if (event.key === "Enter" && point) onPick(point.id);
    else if (event.key === "Escape" && point) setInHand(null);
    else return;
    event.preventDefault();
  }
  const under = (event: MouseEvent<HTMLElement>) => {
    const { left, top } = event.currentTarget.getBoundingClientRect();
    return nearestOf(points, place, { x: event.clientX - left, y: event.clientY - top })?.id ?? null;
  };
  return (
    <div
      role="slider"
      tabIndex={0}
      aria-label={`${label}: arrow keys walk, Enter picks`}
      aria-valuemin={0}
      aria-valuemax={newest}
      aria-valuenow={point ? at : newest}
      aria-valuetext={(point ?? points[newest])?.words.join(", ")}
      onKeyDown={onKeyDown}
      onBlur={() => setInHand(null)}
      onPointerDown={(event) => setInHand(under(event))}
      onPointerMove={(event) => setInHand(under(event))}
      // A finger leaves as it lets go: what it came upon stays told.
      onPointerLeave={(event) => event.pointerType === "mouse" && setInHand(null)}
      onClick={(event) => {
        const id = under(event);
        if (id !== null) onPick(id);
      }}
      className={`relative h-full rounded-mark outline-offset-1 ${point ? "cursor-pointer" : ""}`}
    >
      <svg width={width} height={height} aria-hidden className="block">
        <ScatterDrawing {...props} place={place} ticks={ticks} />
        {pickedPoint && <PickedPoint point={pickedPoint} place={place} />}
      </svg>
      {point && <PointInHand point={point} place={place} width={width} />}
    </div>
  );
}

function ticksOf(points: readonly ScatterPoint[], thresholds: readonly Threshold[], log: boolean): number[] {
  const values = points.map(({ y }) => y);
  const high = Math.max(1, ...values, ...thresholds.map(({ value }) => value));
  return log ? logTicks(Math.min(...values, high), high) : roundTicks(0, high, 4);
}
