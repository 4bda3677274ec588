"use client";

import { startTransition, useEffect, useState } from "react";
import { createLinesInSight } from "./lines-in-sight.ts";

/** A virtualizer's `rangeExtractor`: after a jump the lines near to those in sight are drawn a moment later. */
export function useLinesInSight() {
  const [lines, setLines] = useState(createLinesInSight);
  useEffect(() => {
    // A new one knows of no jump.
    if (lines.jumped()) startTransition(() => setLines(createLinesInSight()));
  });
  return lines.extract;
}
