"use client";

import { type RefObject, useEffect, useEffectEvent } from "react";

/**
 * A list that stands again where something was opened from it takes the focus back, which would have gone with what is
 * closed, and brings that row into sight.
 */
export function useFocusBack(
  list: RefObject<HTMLElement | null>,
  cameFrom: string | null | undefined,
  /** Its rows have their places. */
  ready: boolean,
  show: () => void,
): void {
  const goBack = useEffectEvent(() => {
    if (!cameFrom || document.activeElement !== document.body) return;
    list.current?.focus({ preventScroll: true });
    show();
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: also a list that stayed while one of its rows was open.
  useEffect(() => {
    if (ready) goBack();
  }, [ready, cameFrom]);
}
