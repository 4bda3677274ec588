"use client";

import { useMemo } from "react";
import {
  DefaultZIndexes,
  useActiveTooltipLabel,
  useIsTooltipActive,
  usePlotArea,
  ZIndexLayer,
} from "recharts";
import type { Series } from "./line-chart.tsx";
import { stretchesOf } from "./path.ts";
import type { Row } from "./rows.ts";
import { usePlace } from "./use-place.ts";

interface CurvesProps {
  rows: readonly Row[];
  series: readonly Series[];
}

/**
 * Lines in a plot of Recharts, each one element. A `Line` of its own makes objects for every point at every drawing: three
 * of 200 points stopped the page for over 50 ms.
 */
export function Curves({ rows, series }: CurvesProps) {
  const at = usePlace();
  const area = usePlotArea();
  const paths = useMemo(
    () =>
      at &&
      series.map(({ id, kind }) =>
        stretchesOf(
          rows.map((row) => at(row.x, row[id]) ?? NOWHERE),
          kind?.endsWith("step") === true,
        )
          .map(({ path }) => path)
          .join(""),
      ),
    [at, rows, series],
  );
  if (!paths || !area) return null;
  const { x, y, width, height } = area;
  return (
    <ZIndexLayer zIndex={DefaultZIndexes.line}>
      {/* Cut at the plot's edges. */}
      <svg
        x={x}
        y={y}
        width={width}
        height={height}
        viewBox={`${x} ${y} ${width} ${height}`}
        aria-hidden="true"
      >
        {series.map(({ id, color, kind }, index) => (
          <path
            key={id}
            d={paths[index]}
            fill="none"
            stroke={color}
            strokeWidth={kind?.startsWith("quiet") ? 1 : 1.5}
            strokeDasharray={kind?.startsWith("quiet") ? "4 3" : undefined}
          />
        ))}
      </svg>
      <ActiveDots rows={rows} series={series} />
    </ZIndexLayer>
  );
}

/** Where the lines meet the cursor. */
function ActiveDots({ rows, series }: CurvesProps) {
  const at = usePlace();
  const active = useIsTooltipActive();
  const label = useActiveTooltipLabel();
  const row = active && label !== undefined ? rows.find(({ x }) => x === Number(label)) : undefined;
  if (!row || !at) return null;
  return series.map(({ id, color }) => {
    const place = at(row.x, row[id]);
    return place && <circle key={id} cx={place.x} cy={place.y} r={3} fill={color} />;
  });
}

const NOWHERE = { x: 0, y: null };
