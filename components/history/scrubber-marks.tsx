import { useId } from "react";
import { BandMark, Hatch } from "#components/chart/band";
import { toneColor } from "#components/ui/state";
import { clockMinutes, clockTime, dateTime, type Zone } from "#lib/format";
import type { Band } from "#lib/history/holes";
import { wallAt, zoneOffset } from "#lib/local-time";
import { timeTicks } from "../chart/ticks.ts";
import type { Stretch } from "../events/stretch.ts";
import type { Incident, Timeline } from "./timeline.ts";

export const SCRUBBER_HEIGHT = 52;
export const BARS = 34;
const DAY = 86_400;
/** Below it labels would repeat without their seconds. */
const SECONDS_MATTER = 600;
/** Half of a label. */
const LABEL_PX = 26;

interface Placed {
  toX: (time: number) => number;
}

interface TicksProps extends Placed {
  stretch: Stretch;
  width: number;
  zone: Zone;
}

export function Ticks({ stretch: { from, to }, width, toX, zone }: TicksProps) {
  const offsetAt = zoneOffset(zone);
  const ticks = timeTicks(from, to, Math.max(2, Math.floor(width / 100)), offsetAt);
  const words = (tick: number): string => {
    if (to - from < SECONDS_MATTER) return clockTime(tick, zone);
    // Over days midnight is named by its date.
    const midnight = to - from > DAY && wallAt(tick, offsetAt) % DAY < 1;
    return midnight ? dateTime(tick, zone).slice(5, 10) : clockMinutes(tick, zone);
  };
  return (
    <>
      <line x1={0} x2={width} y1={BARS + 0.5} y2={BARS + 0.5} stroke="var(--color-line)" />
      {ticks
        .filter((tick) => toX(tick) > LABEL_PX && toX(tick) < width - LABEL_PX)
        .map((tick) => (
          <text
            key={tick}
            x={toX(tick)}
            y={SCRUBBER_HEIGHT - 4}
            textAnchor="middle"
            fontSize={11}
            fill="var(--color-quiet)"
            className="figures"
          >
            {words(tick)}
          </text>
        ))}
    </>
  );
}

/** The moment below the pointer. */
export function Pointed({ at, x, width, zone }: { at: number; x: number; width: number; zone: Zone }) {
  return (
    <g pointerEvents="none">
      <line x1={x} x2={x} y1={0} y2={BARS} stroke="var(--color-line-strong)" />
      <text
        x={Math.min(width - 26, Math.max(26, x))}
        y={9}
        textAnchor="middle"
        fontSize={11}
        fill="var(--color-strong)"
        stroke="var(--color-surface-1)"
        strokeWidth={4}
        paintOrder="stroke"
        className="figures"
      >
        {clockTime(at, zone)}
      </text>
    </g>
  );
}

export function Density({ timeline, toX }: Placed & { timeline: Timeline | null }) {
  if (!timeline) return null;
  const { counts, from, bucketSeconds } = timeline;
  const most = Math.max(1, ...counts);
  const wide = Math.max(0.75, toX(from + bucketSeconds) - toX(from) - 0.75);
  // The root: a quiet hour beside a busy one must not look like nothing at all.
  const tall = (count: number) => (count === 0 ? 0 : Math.max(2, Math.sqrt(count / most) * (BARS - 8)));
  return (
    <path
      fill="var(--color-series-1)"
      fillOpacity={0.55}
      d={counts
        .map((count, at) =>
          count === 0
            ? ""
            : `M${toX(from + at * bucketSeconds).toFixed(1)} ${BARS}v${(-tall(count)).toFixed(1)}h${wide.toFixed(1)}V${BARS}z`,
        )
        .join("")}
    />
  );
}

export function Bands({ bands, toX, width }: Placed & { bands: readonly Band[]; width: number }) {
  const [hatch, faint] = [useId(), useId()];
  return (
    <>
      <Hatch id={hatch} />
      <Hatch id={faint} faint />
      {bands.map((band) => {
        const [left, right] = [Math.max(0, toX(band.from)), Math.min(width, toX(band.to))];
        const place = { x: left, y: 0, width: right - left, height: BARS };
        return (
          <BandMark
            key={`${band.from} ${band.reason}`}
            {...place}
            hole={band}
            hatch={band.faint ? faint : hatch}
          />
        );
      })}
    </>
  );
}

export function IncidentMark({ incident, x }: { incident: Incident; x: number }) {
  const failed = incident.state === "failed";
  const color = toneColor(failed ? "critical" : "warning");
  return failed ? (
    <path d={`M${x} ${BARS - 10}l4.5 8h-9z`} fill={color} />
  ) : (
    <path d={`M${x} ${BARS - 9}l3.5 3.5l-3.5 3.5l-3.5-3.5z`} fill={color} />
  );
}

export const Playhead = ({ x, replaying }: { x: number; replaying: boolean }) => (
  <g pointerEvents="none" data-playhead>
    <line
      x1={x}
      x2={x}
      y1={0}
      y2={BARS}
      stroke={replaying ? "var(--color-accent)" : "var(--color-quiet)"}
      strokeWidth={replaying ? 2 : 1}
    />
    {replaying && <path d={`M${x - 5} 0h10l-5 7z`} fill="var(--color-accent)" />}
  </g>
);
