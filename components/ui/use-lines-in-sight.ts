"use client";

import { startTransition, useEffect, useState } from "react";
import { createLinesInSight } from "./lines-in-sight.ts";

/** Longer than a frame: what comes in one step is laid out and painted before the next one comes. */
const STEP_MS = 20;

/**
 * `extract` is a virtualizer's `rangeExtractor`; until `whole` says so, what a line can do without is drawn a moment
 * later, and after that the lines near to those in sight: all in one go it would be the longest task of a scroll.
 */
export function useLinesInSight() {
  const [lines, setLines] = useState(() => createLinesInSight());
  useEffect(() => {
    const next = lines.next();
    if (!next) return;
    const timer = setTimeout(() => startTransition(() => setLines(next)), STEP_MS);
    return () => clearTimeout(timer);
  });
  return lines;
}
