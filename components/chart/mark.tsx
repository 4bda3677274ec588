import type { PointShape } from "./line-chart.tsx";

/** A mark of 7 px. */
export function Mark({ shape, x, y, color }: { shape: PointShape; x: number; y: number; color: string }) {
  if (shape === "square") return <rect x={x - 3} y={y - 3} width={6} height={6} fill={color} />;
  if (shape === "diamond")
    return <rect x={x - 3} y={y - 3} width={6} height={6} fill={color} transform={`rotate(45 ${x} ${y})`} />;
  if (shape === "frame")
    return (
      <rect
        x={x - 2.75}
        y={y - 2.75}
        width={5.5}
        height={5.5}
        fill="var(--color-surface-1)"
        stroke={color}
        strokeWidth={1.5}
      />
    );
  const ring = shape === "ring";
  return (
    <circle
      cx={x}
      cy={y}
      r={ring ? 3 : 3.25}
      fill={ring ? "var(--color-surface-1)" : color}
      stroke={color}
      strokeWidth={ring ? 1.5 : 0}
    />
  );
}
