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
    const timer = setTimeout(() => fetchParts(parts), AFTER_MS);
    return () => clearTimeout(timer);
  }, [parts]);
}

/** Fetches parts that the page shows as soon as its data is here, while that is on its way. */
export function usePartsAtOnce(parts: readonly (() => Promise<unknown>)[]): void {
  useEffect(() => fetchParts(parts), [parts]);
}

const fetchParts = (parts: readonly (() => Promise<unknown>)[]): void =>
  void Promise.allSettled(parts.map((part) => part()));
