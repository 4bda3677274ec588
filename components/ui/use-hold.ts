"use client";

import { type FocusEvent, type PointerEvent, useEffect, useState } from "react";

/** Who has touched nothing for so long isn't looking any more. */
const LOOKED_AT_MS = 30_000;

/**
 * What is pointed at or has the focus is held, so that a click meets what it was meant for: until it is left, or nothing
 * has been touched for half a minute. `holding` are the listeners of what is held.
 */
export function useHold() {
  const [touchedAt, setTouchedAt] = useState<number | null>(null);
  useEffect(() => {
    if (touchedAt === null) return;
    const timer = setTimeout(() => setTouchedAt(null), LOOKED_AT_MS);
    return () => clearTimeout(timer);
  }, [touchedAt]);
  const touch = () => setTouchedAt((at) => laterThan(at, performance.now()));
  const leave = () => setTouchedAt(null);
  const holding = {
    onPointerEnter: (event: PointerEvent) => event.pointerType === "mouse" && touch(),
    onPointerMove: (event: PointerEvent) => event.pointerType === "mouse" && touch(),
    onPointerLeave: (event: PointerEvent) => event.currentTarget.contains(document.activeElement) || leave(),
    onKeyDown: touch,
    onFocus: touch,
    onBlur: (event: FocusEvent) =>
      event.currentTarget.contains(event.relatedTarget) || isTakenAway(event.target) || leave(),
  };
  return { held: touchedAt !== null, holding };
}

export type Holding = ReturnType<typeof useHold>["holding"];

/** A button that was pressed is busy, or gone: nobody has left. */
const isTakenAway = (target: Element): boolean => target.matches(":disabled") || !target.isConnected;

/** Moves come a hundred times a second: once in a second is enough. */
const laterThan = (at: number | null, now: number): number => (at !== null && now - at < 1_000 ? at : now);
