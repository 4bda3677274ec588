"use client";

import { type RefObject, useEffect } from "react";
import { isShortcut } from "./is-shortcut.ts";
import { usePreferences } from "./preferences-provider.tsx";

/** `j` and `k` go into the list from wherever they are pressed; of several on a page, into the first. */
export function useWalkKeys(list: RefObject<HTMLElement | null>): void {
  const { keys } = usePreferences();
  useEffect(() => {
    if (!keys) return;
    function onKeyDown(event: KeyboardEvent): void {
      if ((event.key !== "j" && event.key !== "k") || !isShortcut(event)) return;
      if (!list.current || list.current.contains(document.activeElement)) return;
      list.current.focus({ preventScroll: true });
      // One that isn't shown leaves it to the next.
      if (document.activeElement === list.current) event.preventDefault();
    }
    document.addEventListener("keydown", onKeyDown);
    return () => document.removeEventListener("keydown", onKeyDown);
  }, [keys, list]);
}
