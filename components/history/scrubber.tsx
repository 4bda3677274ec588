"use client";

import { type KeyboardEvent, type PointerEvent, useState } from "react";
import { usePreferences } from "#components/ui/preferences-provider";
import { stretchWords } from "#lib/format";
import type { Band } from "#lib/history/holes";
import type { StreamId } from "#lib/stream-id";
import { useWidth } from "../chart/use-width.ts";
import type { Stretch } from "../events/stretch.ts";
import { ScrubberIncidents } from "./scrubber-incidents.tsx";
import {
  Bands,
  Density,
  IncidentMark,
  Playhead,
  Pointed,
  SCRUBBER_HEIGHT,
  Ticks,
} from "./scrubber-marks.tsx";
import { placeWords } from "./scrubber-words.ts";
import { countAt, type Timeline } from "./timeline.ts";

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

/** Time as a slider: how much happened when, what went wrong, when nobody looked, and where one is. */
export function Scrubber({ stretch, timeline, bands, at, present, onMove, onIncident }: ScrubberProps) {
  const { zone } = usePreferences();
  const [box, width] = useWidth();
  const [hover, setHover] = useState<number | null>(null);
  const { from, to } = stretch;
  const shown = at ?? Math.min(present, to);
  // A stretch of the past may be looked into from the present.
  const within = at !== null || present <= to;
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
    <div className="relative min-w-0 flex-1">
      <div
        ref={box}
        role="slider"
        tabIndex={0}
        aria-label="Time"
        aria-valuemin={Math.round(from)}
        aria-valuemax={Math.round(to)}
        aria-valuenow={Math.round(shown)}
        aria-valuetext={
          within ? placeWords(words, zone) : `${stretchWords(from, to, zone)}, no moment chosen`
        }
        onKeyDown={onKeyDown}
        onPointerDown={(event) => {
          if (event.button !== 0) return;
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
        className="cursor-ew-resize touch-none select-none rounded-control outline-offset-2"
        style={{ height: SCRUBBER_HEIGHT }}
      >
        {width > 0 && (
          <svg width={width} height={SCRUBBER_HEIGHT} aria-hidden="true" className="block">
            <Density timeline={timeline} toX={toX} />
            <Bands bands={bands} toX={toX} width={width} />
            <Ticks stretch={stretch} width={width} toX={toX} zone={zone} />
            {timeline?.incidents.map((incident) => (
              <IncidentMark key={incident.streamId} incident={incident} x={toX(incident.at)} />
            ))}
            {hover !== null && <Pointed at={hover} x={toX(hover)} width={width} zone={zone} />}
            {within && <Playhead x={Math.min(width - 1, Math.max(1, toX(shown)))} replaying={at !== null} />}
          </svg>
        )}
      </div>
      {width > 0 && (
        <ScrubberIncidents incidents={timeline?.incidents ?? []} toX={toX} zone={zone} onPick={onIncident} />
      )}
    </div>
  );
}
