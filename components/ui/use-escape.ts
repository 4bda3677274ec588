"use client";

import { useEffect, useEffectEvent } from "react";
import { isShortcut } from "./is-shortcut.ts";
import { usePreferences } from "./preferences-provider.tsx";

/** `Esc` closes what is open, from anywhere on the page but a field. */
export function useEscape(close: () => void): void {
  const { keys } = usePreferences();
  const act = useEffectEvent(close);
  useEffect(() => {
    if (!keys) return;
    function onKeyDown(event: KeyboardEvent): void {
      if (event.key === "Escape" && isShortcut(event)) act();
    }
    // On the window: what lies above it, a drawer or a small window, hears of it first and keeps it to itself.
    window.addEventListener("keydown", onKeyDown);
    return () => window.removeEventListener("keydown", onKeyDown);
  }, [keys]);
}
