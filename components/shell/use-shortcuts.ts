"use client";

import { useRouter } from "next/navigation";
import { useEffect, useEffectEvent } from "react";
import { isShortcut } from "../ui/is-shortcut.ts";
import { useKeptHref } from "../ui/link.tsx";
import { usePreferences } from "../ui/preferences-provider.tsx";
import { PAGES } from "./pages.ts";

// Long enough to find the second key, short enough that a stray `g` is forgotten.
const SECOND_KEY_WITHIN_MS = 1_500;

interface Acts {
  onHelp: () => void;
  onPalette: () => void;
}

/**
 * `g` and a page's key go there, `?` asks for help: silent while typing and in open dialogs. Ctrl or ⌘ with `K` asks where
 * to go, in a field too, since no text is typed with it.
 */
export function useShortcuts({ onHelp, onPalette }: Acts): void {
  const { keys } = usePreferences();
  const router = useRouter();
  const kept = useKeptHref();
  const goTo = useEffectEvent((href: string) => router.push(kept(href)));
  const act = useEffectEvent((name: keyof Acts) => (name === "onHelp" ? onHelp() : onPalette()));
  useEffect(() => {
    if (!keys) return;
    let goAt = Number.NEGATIVE_INFINITY;
    function onKeyDown(event: KeyboardEvent): void {
      if (event.key.toLowerCase() === "k" && (event.ctrlKey || event.metaKey) && !event.defaultPrevented) {
        event.preventDefault();
        act("onPalette");
        return;
      }
      if (!isShortcut(event)) return;
      const page =
        event.timeStamp - goAt < SECOND_KEY_WITHIN_MS
          ? PAGES.find(({ key }) => key === event.key)
          : undefined;
      goAt = event.key === "g" ? event.timeStamp : Number.NEGATIVE_INFINITY;
      if (event.key === "?") act("onHelp");
      if (!page) return;
      // The second key means nothing else on the page it leaves.
      event.preventDefault();
      goTo(page.href);
    }
    document.addEventListener("keydown", onKeyDown);
    return () => document.removeEventListener("keydown", onKeyDown);
  }, [keys]);
}
