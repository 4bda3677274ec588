"use client";

import { useEffect, useRef, useState } from "react";

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

// One drawing is short, all of a page in one go would stop it for several frames.
const TURN_MS = 20;
const waiting = new Set<() => void>();
let scheduled = false;

/** Calls `take` when it is its turn: each in a task of its own, in the order in which they came. */
function inTurn(take: () => void): () => void {
  waiting.add(take);
  if (!scheduled) setTimeout(nextTurn);
  scheduled = true;
  return () => waiting.delete(take);
}

function nextTurn(): void {
  const [take] = waiting;
  if (take) waiting.delete(take);
  scheduled = waiting.size > 0;
  if (scheduled) setTimeout(nextTurn, TURN_MS);
  take?.();
}
