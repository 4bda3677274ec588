"use client";

import { type RefObject, useEffect } from "react";
import { isShortcut } from "../shell/use-shortcuts.ts";
import { usePreferences } from "../ui/preferences-provider.tsx";

/** `j` and `k` go into the table from wherever they are pressed. */
export function useWalkKeys(table: RefObject<HTMLTableElement | null>) {
  const { keys } = usePreferences();
  useEffect(() => {
    if (!keys) return;
    function onKeyDown(event: globalThis.KeyboardEvent): void {
      if ((event.key !== "j" && event.key !== "k") || !isShortcut(event)) return;
      if (table.current?.contains(document.activeElement)) return;
      event.preventDefault();
      table.current?.focus({ preventScroll: true });
    }
    document.addEventListener("keydown", onKeyDown);
    return () => document.removeEventListener("keydown", onKeyDown);
  }, [keys, table]);
}
