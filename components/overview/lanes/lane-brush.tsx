"use client";

import type { KeyboardEvent, PointerEvent } from "react";
import { type Brush, barAt, brushStep } from "../../events/brush.ts";

interface LaneBrushProps {
  /** How many there are. */
  bars: number;
  /** What the bars in hand say. */
  words: string;
  brush: Brush | null;
  onBrush: (brush: Brush | null) => void;
  onOver: (bar: number | null) => void;
  onChoose: (brush: Brush) => void;
  /** Nothing shall be chosen any more. */
  onClear: () => void;
}

/** What takes the pointer and the keys over the lanes. */
export function LaneBrush({ bars, words, brush, onBrush, onOver, onChoose, onClear }: LaneBrushProps) {
  const under = ({ clientX, currentTarget }: PointerEvent<HTMLElement>): number => {
    const { left, width } = currentTarget.getBoundingClientRect();
    return barAt(clientX - left, width, bars);
  };

  function onKeyDown(event: KeyboardEvent): void {
    if (event.metaKey || event.ctrlKey || event.altKey) return;
    const next = brushStep(brush, event.key, event.shiftKey, bars);
    if (next) onBrush(next);
    else if (event.key === "Enter" && brush) onChoose(brush);
    else if (event.key === "Escape") {
      onBrush(null);
      if (!brush) onClear();
    } else return;
    event.preventDefault();
  }

  return (
    <div
      role="slider"
      tabIndex={0}
      aria-label="Choose a stretch of time: arrow keys walk, Shift widens, Enter chooses"
      aria-valuemin={0}
      aria-valuemax={bars - 1}
      aria-valuenow={Math.min(bars - 1, brush?.head ?? bars - 1)}
      aria-valuetext={words}
      onKeyDown={onKeyDown}
      onBlur={() => onBrush(null)}
      onPointerDown={(event) => {
        if (event.button !== 0) return;
        event.currentTarget.setPointerCapture(event.pointerId);
        const at = under(event);
        onBrush({ anchor: at, head: at });
      }}
      onPointerMove={(event) => {
        const at = under(event);
        onOver(at);
        if (event.buttons > 0 && brush) onBrush({ ...brush, head: at });
      }}
      onPointerUp={() => {
        if (brush) onChoose(brush);
        onBrush(null);
      }}
      onPointerCancel={() => onBrush(null)}
      onPointerLeave={() => onOver(null)}
      className="absolute inset-0 cursor-crosshair touch-pan-y select-none rounded-mark outline-offset-1"
    />
  );
}
