"use client";

import { type PointerEvent, type RefObject, useEffect, useRef, useState } from "react";
import { panned, type ViewBox, zoomed } from "./view-box.ts";

/** A pointer that moved less than this has clicked. */
const CLICK_PX = 4;

/**
 * Moves a view by dragging, by two fingers, and by the wheel: sideways it pans, with Ctrl (which is what a trackpad's
 * pinch sends) it zooms, and upright it is left to the page. `view` is what is shown now; null until it was moved.
 */
export function usePanZoom(box: RefObject<HTMLElement | null>, shown: ViewBox) {
  const [moved, setMoved] = useState<ViewBox | null>(null);
  const latest = useRef(shown);
  latest.current = moved ?? shown;
  const pointers = useRef(new Map<number, { x: number; y: number }>());
  const dragged = useRef(0);

  useEffect(() => {
    const element = box.current;
    if (!element) return;
    const onWheel = (event: WheelEvent) => {
      const sideways = event.shiftKey ? event.deltaY || event.deltaX : event.deltaX;
      if (event.ctrlKey || event.metaKey) {
        const at = placeIn(element, event);
        setMoved(zoomed(latest.current, Math.exp(-event.deltaY / 300), at));
      } else if (Math.abs(sideways) > Math.abs(event.shiftKey ? 0 : event.deltaY))
        setMoved(panned(latest.current, -sideways, 0));
      else return;
      event.preventDefault();
    };
    // React's own listener is passive: it couldn't keep the page from scrolling.
    element.addEventListener("wheel", onWheel, { passive: false });
    return () => element.removeEventListener("wheel", onWheel);
  }, [box]);

  return {
    moved,
    move: setMoved,
    /** Whether the pointer that is going up has dragged: then it is no click. */
    hasDragged: () => dragged.current > CLICK_PX,
    handlers: {
      onPointerDown(event: PointerEvent): void {
        if (event.button !== 0) return;
        if (pointers.current.size === 0) dragged.current = 0;
        pointers.current.set(event.pointerId, { x: event.clientX, y: event.clientY });
      },
      onPointerMove(event: PointerEvent): void {
        const before = pointers.current.get(event.pointerId);
        if (!before) return;
        const now = { x: event.clientX, y: event.clientY };
        dragged.current += Math.abs(now.x - before.x) + Math.abs(now.y - before.y);
        const other = [...pointers.current].find(([id]) => id !== event.pointerId)?.[1];
        pointers.current.set(event.pointerId, now);
        if (other) {
          const factor = distance(now, other) / Math.max(1, distance(before, other));
          setMoved(zoomed(latest.current, factor, placeIn(event.currentTarget, event)));
        } else if (dragged.current > CLICK_PX) {
          event.currentTarget.setPointerCapture(event.pointerId);
          setMoved(panned(latest.current, now.x - before.x, now.y - before.y));
        }
      },
      onPointerUp: (event: PointerEvent) => void pointers.current.delete(event.pointerId),
      onPointerCancel: (event: PointerEvent) => void pointers.current.delete(event.pointerId),
    },
  };
}

const distance = (a: { x: number; y: number }, b: { x: number; y: number }): number =>
  Math.hypot(a.x - b.x, a.y - b.y);

function placeIn(element: Element, { clientX, clientY }: { clientX: number; clientY: number }) {
  const { left, top } = element.getBoundingClientRect();
  return { x: clientX - left, y: clientY - top };
}
