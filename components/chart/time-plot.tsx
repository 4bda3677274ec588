"use client";

import { type KeyboardEvent, type MouseEvent, type PointerEvent, useMemo } from "react";
import { usePreferences } from "#components/ui/preferences-provider";
import { clockTime, MISSING } from "#lib/format";
import { Y_WIDTH } from "./axes.ts";
import { placeOf } from "./place.ts";
import { valueTicks } from "./plot-data.ts";
import { PlotOverlay } from "./plot-overlay.tsx";
import { stepped } from "./points.ts";
import { type Hole, nearestRow, type Row } from "./rows.ts";
import { TimeCursor } from "./time-cursor.tsx";
import { TimeDrawing } from "./time-drawing.tsx";
import type { TimeLineProps } from "./time-line.tsx";
import type { TipLine } from "./tip-card.tsx";
import { useCursor } from "./use-cursor.ts";
import { useStretch } from "./use-stretch.ts";

type Call<Name extends "dotAt" | "titleOf" | "onPickSeries" | "onDrag"> = TimeLineProps[Name] | undefined;

export interface TimePlotProps
  extends Omit<TimeLineProps, "holes" | "view" | "dotAt" | "titleOf" | "onPickSeries" | "onDrag"> {
  holes: readonly Hole[];
  dotAt: Call<"dotAt">;
  titleOf: Call<"titleOf">;
  onPickSeries: Call<"onPickSeries">;
  onDrag: Call<"onDrag">;
  width: number;
}

/** What is drawn stays as it is while a cursor moves over it. */
export function TimePlot({ onDrag, onPickSeries, syncId, ...props }: TimePlotProps) {
  const { label, rows, from, to, yRange, width, height } = props;
  const { zone } = usePreferences();
  const [cursor, setCursor] = useCursor(syncId);
  const { stretch, drag } = useStretch(onDrag);
  const [least, most] = yRange;
  const ticks = useMemo(() => valueTicks(least, most, height), [least, most, height]);
  const [low = 0, high = 1] = [ticks[0], ticks.at(-1)];
  const place = useMemo(
    () => placeOf({ width, height, left: Y_WIDTH, from, to, low, high }),
    [width, height, from, to, low, high],
  );
  const at = cursor === null ? -1 : nearestRow(rows, cursor);
  const row = rows[at];
  const title = row && (props.titleOf?.(row) ?? clockTime(row.x, zone));
  const lines = row && linesOf(row, props);

  function onKeyDown(event: KeyboardEvent): void {
    if (event.metaKey || event.ctrlKey || event.altKey) return;
    const next = rows[stepped(event.key, at, rows.length) ?? -1];
    if (next) setCursor(next.x);
    else if (event.key === "Escape" && row) setCursor(null);
    else return;
    event.preventDefault();
  }

  function xUnder(event: PointerEvent): number | null {
    const share =
      (event.clientX - event.currentTarget.getBoundingClientRect().left - place.left) /
      (place.right - place.left);
    return rows[nearestRow(rows, from + share * (to - from))]?.x ?? null;
  }

  function onPointerDown(event: PointerEvent): void {
    const x = xUnder(event);
    setCursor(x);
    if (x !== null && event.pointerType === "mouse" && event.button === 0) drag?.begin(x);
  }

  function onPointerMove(event: PointerEvent): void {
    const x = xUnder(event);
    setCursor(x);
    if (x !== null) drag?.moveTo(x);
  }

  function onPointerLeave(event: PointerEvent): void {
    drag?.end(false);
    // A finger leaves as it lets go: what it came upon stays told.
    if (event.pointerType === "mouse") setCursor(null);
  }

  function onClick(event: MouseEvent): void {
    const line = (event.target as Element).closest<SVGElement>("[data-series]");
    if (line?.dataset.series !== undefined) onPickSeries?.(line.dataset.series);
  }

  return (
    <div
      role="slider"
      tabIndex={0}
      aria-label={`${label}: arrow keys walk`}
      // Its place in what is shown: of a window that moves on, all else would change by itself.
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={row ? Math.round((100 * (row.x - from)) / (to - from)) : 100}
      aria-valuetext={title && lines ? `${title}: ${lines.map(inWords).join(", ")}` : "at the newest"}
      onKeyDown={onKeyDown}
      onBlur={() => setCursor(null)}
      onPointerDown={onPointerDown}
      onPointerMove={onPointerMove}
      onPointerUp={() => drag?.end(true)}
      onPointerCancel={() => drag?.end(false)}
      onPointerLeave={onPointerLeave}
      onClick={onClick}
      className="relative h-full touch-pan-y touch-pinch-zoom select-none rounded-mark outline-offset-1"
    >
      <PlotOverlay rows={rows} from={from} to={to} picked={null} stretch={stretch} />
      <TimeDrawing {...props} place={place} ticks={ticks} />
      {row && title && lines && (
        <TimeCursor
          row={row}
          series={props.series}
          place={place}
          width={width}
          height={height}
          title={title}
          lines={lines}
        />
      )}
    </div>
  );
}

const inWords = ({ name, value, unit = "" }: TipLine) => `${name} ${value ?? MISSING} ${unit}`.trim();

function linesOf(
  row: Row,
  { series, ranges = [], unit, format }: Pick<TimeLineProps, "series" | "ranges" | "unit" | "format">,
): TipLine[] {
  const ends = (low: number | null | undefined, high: number | null | undefined) =>
    typeof low === "number" && typeof high === "number" ? `${format(low)} to ${format(high)}` : null;
  return [
    ...series.map(({ id, name, color }) => {
      const value = row[id];
      return { name, color, value: typeof value === "number" ? format(value) : null, unit };
    }),
    ...ranges.map(({ low, high, name, color }) => ({ name, color, value: ends(row[low], row[high]), unit })),
  ];
}
