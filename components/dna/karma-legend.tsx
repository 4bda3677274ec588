import type { PointShape } from "#components/chart/line-chart";
import { Mark } from "../chart/mark.tsx";

const LEGEND: readonly [shape: PointShape, word: string][] = [
  ["dot", "mutation"],
  ["ring", "its parent's karma"],
  ["square", "snapshot"],
];

const LINES = [
  ["var(--color-quiet)", "4 3", "best so far"],
  ["var(--color-normal)", undefined, "mean of 10 scores"],
] as const;

/** What the points of a karma chart mean: round or square by who made the version, hollow until it is scored. */
export function KarmaLegend({ color }: { color: string }) {
  return (
    <span className="flex flex-wrap items-center gap-x-4 text-12 text-quiet">
      {LEGEND.map(([shape, word]) => (
        <span key={shape} className="inline-flex items-center gap-1.5">
          <svg width="9" height="9" aria-hidden="true">
            <Mark shape={shape} x={4.5} y={4.5} color={color} />
          </svg>
          {word}
        </span>
      ))}
      {LINES.map(([stroke, dash, word]) => (
        <span key={word} className="inline-flex items-center gap-1.5">
          <svg width="14" height="6" aria-hidden="true">
            <line x1="0" x2="14" y1="3" y2="3" stroke={stroke} strokeDasharray={dash} strokeWidth="1.5" />
          </svg>
          {word}
        </span>
      ))}
    </span>
  );
}
