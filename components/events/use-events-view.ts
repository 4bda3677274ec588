"use client";

import { usePathname, useSearchParams } from "next/navigation";
import { useCallback, useEffect, useMemo, useState } from "react";
import { parseView, type View, viewParams } from "./view.ts";

/** The view that the address says, and `show`, which makes another one of it: a step that Back takes back. */
export function useEventsView(): [view: View, show: (change: (view: View) => View) => void] {
  const path = usePathname();
  const address = useSearchParams().toString();
  // The address is told to the page as a transition, which may take a moment: what a person chose is shown at once.
  const [told, setTold] = useState(address);
  const [shown, setShown] = useState(address);
  if (told !== address) {
    setTold(address);
    setShown(address);
  }
  // Back before the page was told of a step: it is never told, because to it the address stays what it was.
  useEffect(() => {
    const onStep = () => {
      if (window.location.pathname === path) setShown(new URLSearchParams(window.location.search).toString());
    };
    window.addEventListener("popstate", onStep);
    return () => window.removeEventListener("popstate", onStep);
  }, [path]);
  const text = JSON.stringify(parseView(new URLSearchParams(shown)));
  const view = useMemo(() => JSON.parse(text) as View, [text]);
  const show = useCallback(
    (change: (view: View) => View) => {
      // The address as it is now: two changes may come in one go.
      const now = new URLSearchParams(window.location.search);
      const before = now.toString();
      for (const [name, value] of Object.entries(viewParams(change(parseView(now)))))
        if (value === null) now.delete(name);
        else now.set(name, value);
      const query = now.toString();
      if (query === before) return;
      window.history.pushState(null, "", query ? `${path}?${query}` : path);
      setShown(query);
    },
    [path],
  );
  return [view, show];
}
