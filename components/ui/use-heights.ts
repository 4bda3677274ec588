"use client";

import { useLayoutEffect } from "react";

/**
 * Heads are lower than rows: a virtual list measures again when another line became a head. Its keys are the places,
 * not the items, because with new keys it goes through all of its lines at every change of a value.
 */
export function useHeights(virtual: { measure: () => void }, lines: readonly { kind: string }[]): void {
  let heads = "";
  lines.forEach(({ kind }, index) => {
    if (kind === "head") heads += ` ${index}`;
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: only where heads are.
  useLayoutEffect(() => virtual.measure(), [heads]);
}
