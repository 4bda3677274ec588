"use client";

import { startTransition, useEffect, useState } from "react";
import { createLinesInSight } from "./lines-in-sight.ts";

/**
 * `extract` is a virtualizer's `rangeExtractor`; while `jumped` says so, what a line can do without is drawn a moment
 * later, as the lines near to those in sight are.
 */
export function useLinesInSight() {
  const [lines, setLines] = useState(createLinesInSight);
  useEffect(() => {
    // A new one knows of no jump.
    if (lines.jumped()) startTransition(() => setLines(createLinesInSight()));
  });
  return lines;
}
