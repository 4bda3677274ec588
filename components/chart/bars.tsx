import { memo } from "react";

interface BarsProps {
  label?: string;
  /** Oldest first; the newest at the right edge. Bars start at zero. */
  values: readonly number[];
  /** What a full bar stands for; the highest value without. */
  max?: number;
  color?: string;
  height?: number;
}

/** Counts side by side, as a plain SVG: a small histogram beside its number. */
export const Bars = memo(function Bars({
  label,
  values,
  max,
  color = "var(--color-series-1)",
  height = 36,
}: BarsProps) {
  const top = max ?? Math.max(1, ...values);
  return (
    <svg
      viewBox={`0 0 ${values.length} ${height}`}
      preserveAspectRatio="none"
      height={height}
      className="block w-full"
      role="img"
      aria-label={label ?? ""}
      aria-hidden={label === undefined}
    >
      <path
        d={values.map((value, i) => bar(i, Math.min(1, value / top) * height, height)).join("")}
        fill={color}
        shapeRendering="crispEdges"
      />
      <path
        d={`M0 ${height}H${values.length}`}
        stroke="var(--color-line)"
        vectorEffect="non-scaling-stroke"
      />
    </svg>
  );
});

const BAR_WIDTH = 0.72;

// Something is never drawn as nothing.
const bar = (x: number, tall: number, height: number): string =>
  tall <= 0 ? "" : `M${x} ${height}v${-Math.max(1.5, tall).toFixed(2)}h${BAR_WIDTH}V${height}z`;
