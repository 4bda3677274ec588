import { CURSOR } from "./axes.ts";
import type { Series } from "./line-chart.tsx";
import type { Place } from "./place.ts";
import type { Row } from "./rows.ts";
import { TipCard, type TipLine } from "./tip-card.tsx";

interface TimeCursorProps {
  row: Row;
  series: readonly Series[];
  place: Place;
  width: number;
  height: number;
  title: string;
  lines: readonly TipLine[];
}

const GAP_PX = 10;
/** So wide that half of it has room for the card. */
const ROOMY_PX = 400;

/** A line through the row in hand, where it meets the series, and what it says. */
export function TimeCursor({ row, series, place, width, height, title, lines }: TimeCursorProps) {
  const x = place.toX(row.x);
  if (x < place.left || x > place.right) return null;
  return (
    <div aria-hidden className="pointer-events-none absolute inset-0">
      <svg aria-hidden width={width} height={height} className="absolute inset-0">
        <line x1={x} x2={x} y1={place.top} y2={place.bottom} {...CURSOR} />
        {series.map(({ id, color }) => {
          const value = row[id];
          return (
            typeof value === "number" && <circle key={id} cx={x} cy={place.toY(value)} r={3} fill={color} />
          );
        })}
      </svg>
      <div className="absolute z-1 w-max" style={{ top: place.top, ...beside(x, width) }}>
        <TipCard title={title} lines={lines} />
      </div>
    </div>
  );
}

/** Beside the line; where there is too little room, over it, and never beyond an edge. */
function beside(x: number, width: number) {
  if (width < ROOMY_PX) return { left: x, transform: `translateX(${(-100 * x) / width}%)` };
  return x < width / 2 ? { left: x + GAP_PX } : { right: width - x + GAP_PX };
}
