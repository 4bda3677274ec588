"use client";

import { type RefObject, useLayoutEffect, useRef } from "react";
import type { StoredEvent } from "../../lib/events/envelope.ts";
import type { StreamId } from "../../lib/stream-id.ts";

interface Stillness {
  rows: readonly StoredEvent[];
  rowPx: number;
  follow: boolean;
  markedId: StreamId | null;
}

/** Keeps the rows that one looks at where they are on the screen, whatever comes or goes above them. */
export function useStillness(
  scroller: RefObject<HTMLDivElement | null>,
  { rows, rowPx, follow, markedId }: Stillness,
) {
  const anchor = useRef<{ id: StreamId; offset: number } | null>(null);
  const shown = useRef(rows);
  useLayoutEffect(() => {
    const element = scroller.current;
    if (!element) return;
    const note = () => {
      anchor.current = rowAt(shown.current, element.scrollTop, rowPx);
    };
    element.addEventListener("scroll", note, { passive: true });
    return () => element.removeEventListener("scroll", note);
  }, [scroller, rowPx]);
  useLayoutEffect(() => {
    const before = shown.current;
    shown.current = rows;
    const element = scroller.current;
    if (!element) return;
    if (follow) {
      anchor.current = null;
      return;
    }
    // What was looked for comes to rest a third from the top, as soon as there is something above it.
    anchor.current ??= markedId
      ? { id: markedId, offset: -element.clientHeight / 3 }
      : rowAt(before, element.scrollTop, rowPx);
    if (!anchor.current) return;
    const { id, offset } = anchor.current;
    const index = rows.findIndex(({ stream_id }) => stream_id === id);
    if (index < 0) return;
    const top = Math.max(0, index * rowPx + offset);
    if (Math.abs(top - element.scrollTop) >= 1) element.scrollTop = top;
  }, [rows, rowPx, follow, markedId, scroller]);
}

function rowAt(rows: readonly StoredEvent[], scrollTop: number, rowPx: number) {
  const index = Math.floor(scrollTop / rowPx);
  const row = rows[index];
  return row ? { id: row.stream_id, offset: scrollTop - index * rowPx } : null;
}
