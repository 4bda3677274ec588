"use client";

import { type RefObject, useEffect, useEffectEvent } from "react";

/** Who has touched nothing for so long isn't reading any more. */
const UNATTENDED_MS = 120_000;
const LOOK_MS = 10_000;
const TOUCHES = ["pointermove", "pointerdown", "touchmove", "wheel", "keydown", "scroll"] as const;
// A list's beginning, as far as it is from the window's top when nobody has scrolled.
const NEAR_TOP_PX = 64;

/** Calls `act` once the page was left alone for two minutes, unless its list was left scrolled or with something open. */
export function useUnattended(list: RefObject<HTMLElement | null>, act: () => void): void {
  const onUnattended = useEffectEvent(() => {
    const left = document.activeElement;
    if (window.scrollY < NEAR_TOP_PX && !list.current?.contains(left)) act();
  });
  useEffect(() => {
    let touchedAt = performance.now();
    const touch = () => {
      touchedAt = performance.now();
    };
    for (const name of TOUCHES) window.addEventListener(name, touch, { passive: true, capture: true });
    const timer = setInterval(() => {
      if (performance.now() - touchedAt < UNATTENDED_MS) return;
      touch();
      onUnattended();
    }, LOOK_MS);
    return () => {
      for (const name of TOUCHES) window.removeEventListener(name, touch, { capture: true });
      clearInterval(timer);
    };
  }, []);
}
