"use client";

import { type RefObject, useEffect } from "react";
import { isShortcut } from "./is-shortcut.ts";
import { usePreferences } from "./preferences-provider.tsx";

/** `/` goes to this field, from anywhere on the page. */
export function useSlash(field: RefObject<HTMLInputElement | null>): void {
  const { keys } = usePreferences();
  useEffect(() => {
    if (!keys) return;
    function onKeyDown(event: KeyboardEvent): void {
      if (event.key !== "/" || !isShortcut(event)) return;
      event.preventDefault();
      field.current?.focus();
    }
    document.addEventListener("keydown", onKeyDown);
    return () => document.removeEventListener("keydown", onKeyDown);
  }, [keys, field]);
}
