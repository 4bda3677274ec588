"use client";

import { type RefObject, useEffect } from "react";
import { isShortcut } from "../../ui/is-shortcut.ts";
import { usePreferences } from "../../ui/preferences-provider.tsx";
import { rowStep } from "../../ui/row-steps.ts";

/** What the keys go to in each of a list's items. */
const HEADS = "[data-walked]";

/**
 * `j` and `k` go from item to item, from wherever they are pressed; the arrows, Home, End and the page keys where one of
 * them has the focus, as they scroll the page elsewhere.
 */
export function useGroupKeys(list: RefObject<HTMLElement | null>): void {
  const { keys } = usePreferences();
  useEffect(() => {
    if (!keys) return;
    function onKeyDown(event: KeyboardEvent): void {
      if (!isShortcut(event) || event.shiftKey) return;
      const focus = document.activeElement;
      if (event.key !== "j" && event.key !== "k" && !focus?.matches(HEADS)) return;
      const heads = [...(list.current?.querySelectorAll<HTMLElement>(HEADS) ?? [])];
      const at = heads.findIndex((head) => head.closest("li")?.contains(focus));
      const to = at < 0 ? 0 : rowStep(event.key, at, heads.length);
      const next = to === null ? undefined : heads[to];
      if (!next) return;
      event.preventDefault();
      next.focus();
    }
    document.addEventListener("keydown", onKeyDown);
    return () => document.removeEventListener("keydown", onKeyDown);
  }, [keys, list]);
}
