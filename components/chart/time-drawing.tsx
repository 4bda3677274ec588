import { memo } from "react";
import { usePreferences } from "#components/ui/preferences-provider";
import type { Series } from "./line-chart.tsx";
import { Marks } from "./mark.tsx";
import { rounded, stretchesOf } from "./path.ts";
import type { Place } from "./place.ts";
import { rangePath } from "./range-path.ts";
import type { Row } from "./rows.ts";
import { Limit, LimitNames, TimeFrame } from "./time-frame.tsx";
import type { TimePlotProps } from "./time-plot.tsx";

interface TimeDrawingProps
  extends Pick<
    TimePlotProps,
    "rows" | "series" | "from" | "to" | "format" | "step" | "holes" | "dotAt" | "width" | "height"
  > {
  thresholds?: TimePlotProps["thresholds"] | undefined;
  ranges?: TimePlotProps["ranges"] | undefined;
  place: Place;
  ticks: readonly number[];
}

/** All that stays while a cursor moves over it: each line is one element. */
export const TimeDrawing = memo(function TimeDrawing(props: TimeDrawingProps) {
  const {
    rows,
    series,
    from,
    to,
    thresholds = [],
    ranges = [],
    step = 1,
    dotAt,
    place,
    width,
    height,
  } = props;
  const { zone } = usePreferences();
  const [first] = series;
  const { left, top } = place;
  const inner = { width: Math.max(0, place.right - left), height: Math.max(0, place.bottom - top) };
  const lines = series.map((one) => ({ ...one, path: linePath(rows, one, place) }));
  return (
    <svg width={width} height={height} aria-hidden className="block">
      <TimeFrame {...props} zone={zone} />
      {/* Cut at the plot's edges. */}
      <svg x={left} y={top} {...inner} viewBox={`${left} ${top} ${inner.width} ${inner.height}`} aria-hidden>
        {ranges.map((range) => (
          <path
            key={range.name}
            d={rangePath(rows, range, step, place)}
            fill={range.color}
            fillOpacity={range.opacity}
            pointerEvents="none"
            data-range={range.name}
          />
        ))}
        {thresholds.map((threshold) => (
          <Limit key={threshold.label} threshold={threshold} place={place} />
        ))}
        {lines.map(({ id, color, path }) => (
          <path key={id} d={path} fill="none" stroke={color} strokeWidth={1.5} pointerEvents="none" />
        ))}
        {/* A thin line is hard to hit. */}
        {lines.map(
          ({ id, path, pickable }) =>
            pickable && (
              <path
                key={id}
                d={path}
                fill="none"
                stroke="transparent"
                strokeWidth={14}
                className="cursor-pointer"
                data-series={id}
              />
            ),
        )}
      </svg>
      {first && (
        <Marks shape="dot" at={dotsOf(rows, first, { from, to, dotAt, place })} color={first.color} />
      )}
      <LimitNames thresholds={thresholds} place={place} />
    </svg>
  );
});

function linePath(rows: readonly Row[], { id, kind }: Series, { toX, toY }: Place): string {
  const places = rows.map((row) => {
    const value = row[id];
    return { x: rounded(toX(row.x)), y: typeof value === "number" ? rounded(toY(value)) : null };
  });
  return stretchesOf(places, kind === "step")
    .map(({ path }) => path)
    .join("");
}

function dotsOf(
  rows: readonly Row[],
  { id }: Series,
  { from, to, dotAt, place }: Pick<TimeDrawingProps, "from" | "to" | "dotAt" | "place">,
) {
  // A line of a single point can't be seen.
  const isAlone = rows.length === 1;
  return rows.flatMap((row) => {
    const value = row[id];
    const shown = isAlone || dotAt?.(row) === true;
    if (!shown || typeof value !== "number" || row.x < from || row.x > to) return [];
    return [{ x: rounded(place.toX(row.x)), y: rounded(place.toY(value)) }];
  });
}
