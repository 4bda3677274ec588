import { useId } from "react";
import { toneColor } from "#components/ui/state";
import type { Zone } from "#lib/format";
import { zoneOffset } from "#lib/local-time";
import { AXIS_TEXT, GRID } from "./axes.ts";
import { BandMark, Hatch } from "./band.tsx";
import { namePlaces } from "./limit-names.ts";
import type { Threshold } from "./line-chart.tsx";
import type { Place } from "./place.ts";
import type { Hole } from "./rows.ts";
import { momentText, timeTicks } from "./ticks.ts";

const EDGE_PX = 18;

interface TimeFrameProps {
  place: Place;
  /** Unix seconds. */
  from: number;
  to: number;
  ticks: readonly number[];
  format: (value: number) => string;
  zone: Zone;
  /** Hatched bands with the reason. */
  holes: readonly Hole[];
}

/** What lies behind the marks of a plain SVG over time: outages, quiet lines, and the labels of both axes. */
export function TimeFrame({ place, from, to, ticks, format, zone, holes }: TimeFrameProps) {
  const [hatch, faint] = [useId(), useId()];
  const { left, right, top, bottom, toX, toY } = place;
  const times = timeTicks(from, to, Math.max(3, Math.floor((right - left) / 100)), zoneOffset(zone))
    // One at the edge would be cut off.
    .filter((at) => toX(at) < right - EDGE_PX);
  return (
    <>
      <Hatch id={hatch} />
      <Hatch id={faint} faint />
      {ticks.map((tick) => (
        <g key={tick}>
          <line x1={left} x2={right} y1={toY(tick)} y2={toY(tick)} stroke={GRID} />
          <text x={left - 8} y={toY(tick) + 4} textAnchor="end" {...AXIS_TEXT}>
            {format(tick)}
          </text>
        </g>
      ))}
      {holes.map((hole) => {
        if (hole.to <= from || hole.from >= to) return null;
        const [x, end] = [Math.max(left, toX(hole.from)), Math.min(right, toX(hole.to))];
        return (
          <BandMark
            key={`${hole.from} ${hole.reason}`}
            x={x}
            y={top}
            width={end - x}
            height={bottom - top}
            hole={hole}
            hatch={hole.faint ? faint : hatch}
          />
        );
      })}
      {times.map((at) => (
        <text key={at} x={toX(at)} y={bottom + 16} textAnchor="middle" {...AXIS_TEXT}>
          {momentText(at, to - from, zone)}
        </text>
      ))}
    </>
  );
}

interface LimitProps {
  threshold: Threshold;
  place: Place;
}

/** A dashed line across the drawing. */
export function Limit({ threshold: { value, tone = "warning" }, place: { left, right, toY } }: LimitProps) {
  const y = toY(value);
  return (
    <line
      x1={left}
      x2={right}
      y1={y}
      y2={y}
      stroke={toneColor(tone)}
      strokeDasharray="4 3"
      pointerEvents="none"
    />
  );
}

/** Their names, which marks don't cover; at the left: the present, and what matters most, is at the right. */
export function LimitNames({ thresholds, place }: { thresholds: readonly Threshold[]; place: Place }) {
  return namePlaces(thresholds, place).map(({ threshold: { label, tone = "warning" }, x, y }) => (
    <text
      key={label}
      x={x}
      y={y}
      fontSize={12}
      fill={toneColor(tone)}
      stroke="var(--color-surface-1)"
      strokeWidth={4}
      strokeLinejoin="round"
      paintOrder="stroke"
      pointerEvents="none"
    >
      {label}
    </text>
  ));
}
