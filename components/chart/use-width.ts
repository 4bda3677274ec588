"use client";

import { type RefObject, useEffect, useLayoutEffect, useRef, useState } from "react";

/** The width of an element as it is drawn; 0 until it is known. */
export function useWidth(): [RefObject<HTMLDivElement | null>, number] {
  const ref = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(0);
  // The first drawing has it already: an observer would tell it a frame later.
  useLayoutEffect(() => setWidth(Math.floor(ref.current?.getBoundingClientRect().width ?? 0)), []);
  useEffect(() => {
    const element = ref.current;
    if (!element) return;
    const observer = new ResizeObserver(([entry]) => setWidth(Math.floor(entry?.contentRect.width ?? 0)));
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  return [ref, width];
}
