"use client";

import { useMemo } from "react";
import { useXAxisScale, useYAxisScale } from "recharts";
import { rounded } from "./path.ts";

/** Where a value stands in a plot of Recharts, in pixels; null for none. */
export function usePlace() {
  const xAt = useXAxisScale();
  const yAt = useYAxisScale();
  return useMemo(
    () =>
      xAt && yAt
        ? (x: number, value: unknown) => {
            const [left, top] = [xAt(x), typeof value === "number" ? yAt(value) : undefined];
            return left === undefined || top === undefined ? null : { x: rounded(left), y: rounded(top) };
          }
        : null,
    [xAt, yAt],
  );
}
