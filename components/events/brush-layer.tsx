"use client";

import type { KeyboardEvent, PointerEvent } from "react";
import { type Brush, barAt, brushStep } from "./brush.ts";
import { PLOT } from "./histogram-drawing.tsx";

interface BrushLayerProps {
  /** How many there are. */
  bars: number;
  /** What the chosen bars say. */
  words: string;
  brush: Brush | null;
  onBrush: (brush: Brush | null) => void;
  /** The bar that is pointed at. */
  onOver: (bar: number | null) => void;
  /** The brush is what was wanted. */
  onChoose: () => void;
}

/** What takes the pointer and the keys over the bars. */
export function BrushLayer({ bars, words, brush, onBrush, onOver, onChoose }: BrushLayerProps) {
  const barUnder = ({ clientX, currentTarget }: PointerEvent<HTMLElement>): number => {
    const { left, width } = currentTarget.getBoundingClientRect();
    return barAt(clientX - left, width, bars);
  };

  function onKeyDown(event: KeyboardEvent): void {
    if (event.metaKey || event.ctrlKey || event.altKey) return;
    const next = brushStep(brush, event.key, event.shiftKey, bars);
    if (next) onBrush(next);
    else if (event.key === "Enter" && brush) onChoose();
    else if (event.key === "Escape" && brush) onBrush(null);
    else return;
    event.preventDefault();
  }

  return (
    <div
      role="slider"
      tabIndex={0}
      aria-label="Choose a stretch of time: arrow keys walk, Shift widens, Enter chooses"
      aria-valuemin={0}
      aria-valuemax={bars - 1}
      aria-valuenow={brush?.head ?? bars - 1}
      aria-valuetext={words}
      onKeyDown={onKeyDown}
      onBlur={() => onBrush(null)}
      onPointerDown={(event) => {
        if (event.button !== 0) return;
        event.currentTarget.setPointerCapture(event.pointerId);
        const at = barUnder(event);
        onBrush({ anchor: at, head: at });
      }}
      onPointerMove={(event) => {
        const at = barUnder(event);
        onOver(at);
        if (event.buttons > 0 && brush) onBrush({ ...brush, head: at });
      }}
      onPointerUp={() => {
        // A mere click chooses nothing: it may have been meant for the page.
        if (brush && brush.anchor !== brush.head) onChoose();
        else onBrush(null);
      }}
      onPointerCancel={() => onBrush(null)}
      onPointerLeave={() => onOver(null)}
      className="absolute cursor-crosshair touch-pan-y select-none rounded-mark outline-offset-1"
      style={{ left: PLOT.left, right: PLOT.right, top: 0, bottom: PLOT.foot }}
    />
  );
}
