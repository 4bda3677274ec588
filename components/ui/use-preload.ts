"use client";

import { useEffect } from "react";

// After the page's own first seconds.
const AFTER_MS = 1_500;

/**
 * Fetches parts that a click may need before it comes: when the server is away, it is too late.
 * `parts` must be stable. What can't be fetched now is tried again when it is needed.
 */
export function usePreload(parts: readonly (() => Promise<unknown>)[]): void {
  useEffect(() => {
    const timer = setTimeout(() => void Promise.allSettled(parts.map((part) => part())), AFTER_MS);
    return () => clearTimeout(timer);
  }, [parts]);
}
