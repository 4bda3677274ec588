"use client";

import type { CSSProperties, KeyboardEvent, PointerEvent } from "react";
import { type Brush, barAt, brushStep } from "./brush.ts";

interface BrushLayerProps {
  /** How many there are. */
  bars: number;
  /** What the bars in hand say. */
  words: string;
  brush: Brush | null;
  onBrush: (brush: Brush | null) => void;
  /** The bar that is pointed at. */
  onOver: (bar: number | null) => void;
  /** The brush is what was wanted. */
  onChoose: (brush: Brush) => void;
  /** A mere click chooses its bar; else it chooses nothing: it may have been meant for the page. */
  clicks?: boolean;
  /** `Escape` without a brush. */
  onClear?: () => void;
  /** Where the bars stand in what is around it; all of it without. */
  inset?: CSSProperties;
}

/** What takes the pointer and the keys over the bars. */
export function BrushLayer(props: BrushLayerProps) {
  const { bars, words, brush, onBrush, onOver, onChoose, clicks, onClear, inset = { inset: 0 } } = props;
  const barUnder = ({ clientX, currentTarget }: PointerEvent<HTMLElement>): number => {
    const { left, width } = currentTarget.getBoundingClientRect();
    return barAt(clientX - left, width, bars);
  };

  function onKeyDown(event: KeyboardEvent): void {
    if (event.metaKey || event.ctrlKey || event.altKey) return;
    const next = brushStep(brush, event.key, event.shiftKey, bars);
    if (next) onBrush(next);
    else if (event.key === "Enter" && brush) onChoose(brush);
    else if (event.key === "Escape" && brush) onBrush(null);
    else if (event.key === "Escape" && onClear) onClear();
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
      // What is looked at may have become shorter since.
      aria-valuenow={Math.min(bars - 1, brush?.head ?? bars - 1)}
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
        if (brush && (clicks || brush.anchor !== brush.head)) onChoose(brush);
        onBrush(null);
      }}
      onPointerCancel={() => onBrush(null)}
      onPointerLeave={() => onOver(null)}
      className="absolute cursor-crosshair touch-pan-y select-none rounded-mark outline-offset-1"
      style={inset}
    />
  );
}
