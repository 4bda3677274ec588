"use client";

import { useEffect, useRef, useState } from "react";
import { inTurn } from "../ui/turns.ts";

/**
 * `value`, taken over at most once per `everyMs`: a chart redraws far slower than its data may change.
 * Another `view` shows at once: it is what a person chose to see.
 */
export function usePaced<T>(value: T, everyMs: number, view?: string): T {
  const [shown, setShown] = useState({ value, view });
  const takenAt = useRef(0);
  const chosen = shown.view !== view;
  if (chosen) setShown({ value, view });
  useEffect(() => {
    const take = () => {
      takenAt.current = performance.now();
      setShown((before) => (before.value === value ? before : { value, view }));
    };
    let leave: (() => void) | undefined;
    const wait = takenAt.current + everyMs - performance.now();
    const timer = setTimeout(() => {
      leave = inTurn(take);
    }, wait);
    return () => {
      clearTimeout(timer);
      leave?.();
    };
  }, [value, everyMs, view]);
  return chosen ? value : shown.value;
}
