"use client";

import { type KeyboardEvent, type PointerEvent, useId, useState } from "react";
import { BandMark, Hatch } from "#components/chart/band";
import { usePreferences } from "#components/ui/preferences-provider";
import { toneColor } from "#components/ui/state";
import { clockMinutes, clockTime, dateTime } from "#lib/format";
import type { Band } from "#lib/history/holes";
import type { StreamId } from "#lib/stream-id";
import { offsetAt } from "../chart/axes.ts";
import { timeTicks } from "../chart/ticks.ts";
import { useWidth } from "../chart/use-box.ts";
import { placeWords } from "./scrubber-words.ts";
import type { Stretch } from "./spans.ts";
import { countAt, type Incident, type Timeline } from "./timeline.ts";

interface ScrubberProps {
  stretch: Stretch;
  timeline: Timeline | null;
  bands: readonly Band[];
  /** The moment that is looked at; null in the present. Unix seconds, as all times here. */
  at: number | null;
  present: number;
  /** A moment was pointed at; `resting` is false while the pointer still drags. */
  onMove: (at: number, resting: boolean) => void;
  onIncident: (streamId: StreamId) => void;
}

const HEIGHT = 52;
const BARS = 34;
const DAY = 86_400;

/** Time as a slider: how much happened when, what went wrong, when nobody looked, and where one is. */
export function Scrubber({ stretch, timeline, bands, at, present, onMove, onIncident }: ScrubberProps) {
  const { zone } = usePreferences();
  const [box, width] = useWidth();
  const [hover, setHover] = useState<number | null>(null);
  const { from, to } = stretch;
  const shown = at ?? Math.min(present, to);
  const toX = (time: number) => ((time - from) / (to - from)) * width;
  const toTime = (event: PointerEvent) => {
    const { left } = event.currentTarget.getBoundingClientRect();
    return from + Math.min(1, Math.max(0, (event.clientX - left) / Math.max(1, width))) * (to - from);
  };
  const words = { at: shown, present, count: countAt(timeline, shown), replaying: at !== null };

  function onKeyDown(event: KeyboardEvent): void {
    const step = ((to - from) / 120) * (event.shiftKey ? 10 : 1);
    const moves: Record<string, number> = {
      ArrowLeft: shown - step,
      ArrowRight: shown + step,
      ArrowDown: shown - step,
      ArrowUp: shown + step,
      PageDown: shown - (to - from) / 10,
      PageUp: shown + (to - from) / 10,
      Home: from,
      End: Math.min(to, present),
    };
    const moved = moves[event.key];
    if (moved === undefined) return;
    event.preventDefault();
    onMove(Math.min(Math.max(moved, from), Math.min(to, present)), true);
  }

  return (
    <div
      ref={box}
      role="slider"
      tabIndex={0}
      aria-label="Time"
      aria-valuemin={Math.round(from)}
      aria-valuemax={Math.round(to)}
      aria-valuenow={Math.round(shown)}
      aria-valuetext={placeWords(words, zone)}
      onKeyDown={onKeyDown}
      onPointerDown={(event) => {
        if (event.button !== 0 || (event.target as Element).closest("[data-incident]")) return;
        event.currentTarget.setPointerCapture(event.pointerId);
        onMove(toTime(event), true);
      }}
      onPointerMove={(event) => {
        setHover(event.pointerType === "mouse" ? toTime(event) : null);
        if (event.currentTarget.hasPointerCapture(event.pointerId)) onMove(toTime(event), false);
      }}
      onPointerUp={(event) => {
        if (event.currentTarget.hasPointerCapture(event.pointerId)) onMove(toTime(event), true);
      }}
      onPointerLeave={() => setHover(null)}
      className="relative min-w-0 flex-1 cursor-ew-resize touch-none select-none rounded-control outline-offset-2"
      style={{ height: HEIGHT }}
    >
      {width > 0 && (
        <svg width={width} height={HEIGHT} aria-hidden="true" className="block">
          <Density timeline={timeline} toX={toX} />
          <Bands bands={bands} toX={toX} width={width} />
          <line x1={0} x2={width} y1={BARS + 0.5} y2={BARS + 0.5} stroke="var(--color-line)" />
          {timeTicks(from, to, Math.max(2, Math.floor(width / 100)), offsetAt(to, zone))
            .filter((tick) => toX(tick) > 18 && toX(tick) < width - 18)
            .map((tick) => (
              <text
                key={tick}
                x={toX(tick)}
                y={HEIGHT - 4}
                textAnchor="middle"
                fontSize={11}
                fill="var(--color-quiet)"
                className="figures"
              >
                {to - from > 2 * DAY &&
                offsetAt(tick, zone) + tick - Math.floor((offsetAt(tick, zone) + tick) / DAY) * DAY < 60
                  ? dateTime(tick, zone).slice(5, 10)
                  : clockMinutes(tick, zone)}
              </text>
            ))}
          {timeline?.incidents.map((incident) => (
            <IncidentMark
              key={incident.streamId}
              incident={incident}
              x={toX(incident.at)}
              onPick={onIncident}
            />
          ))}
          {hover !== null && (
            <g pointerEvents="none">
              <line x1={toX(hover)} x2={toX(hover)} y1={0} y2={BARS} stroke="var(--color-line-strong)" />
              <text
                x={Math.min(width - 26, Math.max(26, toX(hover)))}
                y={9}
                textAnchor="middle"
                fontSize={11}
                fill="var(--color-strong)"
                stroke="var(--color-surface-1)"
                strokeWidth={4}
                paintOrder="stroke"
                className="figures"
              >
                {clockTime(hover, zone)}
              </text>
            </g>
          )}
          <Playhead x={Math.min(width - 1, Math.max(1, toX(shown)))} replaying={at !== null} />
        </svg>
      )}
    </div>
  );
}

interface Placed {
  toX: (time: number) => number;
}

function Density({ timeline, toX }: Placed & { timeline: Timeline | null }) {
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

function Bands({ bands, toX, width }: Placed & { bands: readonly Band[]; width: number }) {
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

function IncidentMark({
  incident,
  x,
  onPick,
}: {
  incident: Incident;
  x: number;
  onPick: (streamId: StreamId) => void;
}) {
  const failed = incident.state === "failed";
  const color = toneColor(failed ? "critical" : "warning");
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the slider has the keys; the list of events has each of them.
    <g
      data-incident
      data-tip={incident.words}
      onClick={() => onPick(incident.streamId)}
      className="cursor-pointer"
    >
      <rect x={x - 6} y={BARS - 14} width={12} height={14} fill="transparent" />
      {failed ? (
        <path d={`M${x} ${BARS - 10}l4.5 8h-9z`} fill={color} />
      ) : (
        <path d={`M${x} ${BARS - 9}l3.5 3.5l-3.5 3.5l-3.5-3.5z`} fill={color} />
      )}
    </g>
  );
}

const Playhead = ({ x, replaying }: { x: number; replaying: boolean }) => (
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
