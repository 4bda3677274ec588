import type { PointShape } from "./line-chart.tsx";

/** A speck is one of very many that are all well. */
type MarkShape = PointShape | "speck";

/** A mark of 7 px. */
export function Mark({ shape, x, y, color }: { shape: PointShape; x: number; y: number; color: string }) {
  return <Marks shape={shape} at={[{ x, y }]} color={color} />;
}

/** Marks of one shape as one element: hundreds of elements take longer to draw than all around them. */
export function Marks({ shape, at, color }: { shape: MarkShape; at: readonly Place[]; color: string }) {
  const outlined = shape === "ring" || shape === "frame";
  return (
    <path
      d={at.map((place) => OUTLINES[shape](place)).join("")}
      fill={outlined ? "var(--color-surface-1)" : color}
      stroke={outlined ? color : undefined}
      strokeWidth={outlined ? 1.5 : undefined}
    />
  );
}

interface Place {
  x: number;
  y: number;
}

const OUTLINES: Record<MarkShape, (place: Place) => string> = {
  speck: (place) => circle(place, 2.25),
  dot: (place) => circle(place, 3.25),
  ring: (place) => circle(place, 3),
  square: (place) => box(place, 3),
  frame: (place) => box(place, 2.75),
  diamond: ({ x, y }) => `M${x} ${y - 4.25}l4.25 4.25-4.25 4.25-4.25-4.25z`,
};

/** As a path. */
export const circle = ({ x, y }: Place, r: number): string =>
  `M${x - r} ${y}a${r} ${r} 0 1 0 ${2 * r} 0a${r} ${r} 0 1 0 ${-2 * r} 0z`;
const box = ({ x, y }: Place, half: number): string =>
  `M${x - half} ${y - half}h${2 * half}v${2 * half}h${-2 * half}z`;
