import { memo } from "react";
import { usePreferences } from "#components/ui/preferences-provider";
import { type Tone, toneColor, toneOf } from "#components/ui/state";
import { CURSOR } from "./axes.ts";
import type { Threshold } from "./line-chart.tsx";
import { circle, Marks } from "./mark.tsx";
import type { Place } from "./place.ts";
import { NEAR_PX } from "./points.ts";
import type { Hole } from "./rows.ts";
import type { ScatterPoint } from "./scatter-chart.tsx";
import { Limit, LimitNames, TimeFrame } from "./time-frame.tsx";

interface ScatterDrawingProps {
  points: readonly ScatterPoint[];
  place: Place;
  ticks: readonly number[];
  from: number;
  to: number;
  format: (value: number) => string;
  thresholds: readonly Threshold[];
  holes: readonly Hole[];
}

const TONES: readonly Tone[] = ["ok", "active", "stale", "warning", "critical"];
// Shapes beside colours: what is well is a dot, what is not is a diamond or a square.
const SHAPES = { ok: "speck", active: "dot", stale: "ring", warning: "square", critical: "diamond" } as const;

// Most are well, and lie on each other.
const QUIET = "color-mix(in oklab, var(--color-ok) 75%, transparent)";
const colorOf = (tone: Tone): string => (tone === "ok" ? QUIET : toneColor(tone));

/** All that stays while a pointer moves over it. What is worst lies on top. */
export const ScatterDrawing = memo(function ScatterDrawing(props: ScatterDrawingProps) {
  const { points, place, thresholds } = props;
  const { zone } = usePreferences();
  const shown = points.filter(({ x }) => x >= props.from && x <= props.to);
  const at = (tone: Tone) =>
    shown.filter(({ state }) => toneOf(state) === tone).map((point) => spotOf(point, place));
  return (
    <>
      <TimeFrame {...props} zone={zone} />
      {thresholds.map((threshold) => (
        <Limit key={threshold.label} threshold={threshold} place={place} />
      ))}
      {TONES.map((tone) => (
        <Marks key={tone} shape={SHAPES[tone]} at={at(tone)} color={colorOf(tone)} />
      ))}
      <LimitNames thresholds={thresholds} place={place} />
      {/* A hatched band tells its reason on hover; near a point the point is meant. */}
      <path d={shown.map((point) => circle(spotOf(point, place), NEAR_PX)).join("")} fill="transparent" />
    </>
  );
});

/** A ring around the point that the page is about. */
export function PickedPoint({ point, place }: { point: ScatterPoint; place: Place }) {
  const { x, y } = spotOf(point, place);
  return <circle cx={x} cy={y} r={7} fill="none" stroke="var(--color-accent)" strokeWidth={1.5} />;
}

const GAP_PX = 12;

/** The point under the pointer or the keys: where it stands, and what it says. */
export function PointInHand({ point, place, width }: { point: ScatterPoint; place: Place; width: number }) {
  const { x, y } = spotOf(point, place);
  const [title, ...lines] = point.words;
  const side = x < width / 2 ? { left: x + GAP_PX } : { right: width - x + GAP_PX };
  return (
    <div aria-hidden className="pointer-events-none absolute inset-0">
      <svg aria-hidden width={width} height="100%" className="absolute inset-0">
        <line x1={x} x2={x} y1={place.top} y2={place.bottom} {...CURSOR} />
        <line x1={place.left} x2={place.right} y1={y} y2={y} {...CURSOR} />
        <circle cx={x} cy={y} r={5.5} fill="none" stroke="var(--color-strong)" />
      </svg>
      <div
        className="absolute z-1 max-w-64 rounded-control border border-line-strong/60 bg-surface-3 px-2 py-1 text-12 shadow-over"
        style={{
          ...side,
          ...(y < (place.top + place.bottom) / 2 ? { top: y } : { bottom: `calc(100% - ${y}px)` }),
        }}
      >
        <p className="figures font-medium text-strong">{title}</p>
        {lines.map((line) => (
          <p key={line} className="figures break-words text-normal">
            {line}
          </p>
        ))}
      </div>
    </div>
  );
}

// To a tenth of a pixel: a hundred of them are one path.
const spotOf = ({ x, y }: ScatterPoint, { toX, toY }: Place) => ({
  x: Math.round(10 * toX(x)) / 10,
  y: Math.round(10 * toY(y)) / 10,
});
