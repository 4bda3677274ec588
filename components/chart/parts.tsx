"use client";

import { DefaultZIndexes, usePlotArea, ZIndexLayer } from "recharts";

import type { PointShape } from "./line-chart.tsx";
import { Marks } from "./mark.tsx";
import type { Row } from "./rows.ts";
import { usePlace } from "./use-place.ts";

interface PointsProps {
  rows: readonly Row[];
  /** The series that they stand on. */
  id: string;
  color: string;
  shapeOf: (row: Row) => PointShape | null;
}

/** The points of a line, by shape. */
export function Points({ rows, id, color, shapeOf }: PointsProps) {
  const at = usePlace();
  const area = usePlotArea();
  if (!at || !area) return null;
  const places = new Map<PointShape, { x: number; y: number }[]>();
  for (const row of rows) {
    const place = at(row.x, row[id]);
    const shape = place && shapeOf(row);
    if (!place || !shape || place.y < area.y || place.y > area.y + area.height) continue;
    const same = places.get(shape);
    if (same) same.push(place);
    else places.set(shape, [place]);
  }
  return (
    <ZIndexLayer zIndex={DefaultZIndexes.scatter}>
      {[...places].map(([shape, same]) => (
        <Marks key={shape} shape={shape} at={same} color={color} />
      ))}
    </ZIndexLayer>
  );
}

interface LineNameProps {
  viewBox?: unknown;
  text: string;
  color: string;
  below?: boolean;
}

/** The name of a threshold, above its line at the left edge: the newest values, at the right, stay uncovered. */
export function LineName({ viewBox, text, color, below }: LineNameProps) {
  const { x = 0, y = 0 } = (viewBox ?? {}) as { x?: number; y?: number };
  return (
    <ZIndexLayer zIndex={DefaultZIndexes.label}>
      <text
        x={x + 2}
        y={below ? y + 13 : y - 4}
        fontSize={12}
        fill={color}
        stroke="var(--color-surface-1)"
        strokeWidth={4}
        strokeLinejoin="round"
        paintOrder="stroke"
      >
        {text}
      </text>
    </ZIndexLayer>
  );
}
