"use client";

import { usePathname, useSearchParams } from "next/navigation";
import { useCallback, useMemo } from "react";
import { parseView, type View, viewParams } from "./view.ts";

/** The view that the address says, and `show`, which makes another one of it: a step that Back takes back. */
export function useEventsView(): [view: View, show: (change: (view: View) => View) => void] {
  const path = usePathname();
  const params = useSearchParams();
  const text = params.toString();
  const view = useMemo(() => parseView(new URLSearchParams(text)), [text]);
  const show = useCallback(
    (change: (view: View) => View) => {
      // The address as it is now: two changes may come in one go.
      const now = new URLSearchParams(window.location.search);
      const before = now.toString();
      for (const [name, value] of Object.entries(viewParams(change(parseView(now)))))
        if (value === null) now.delete(name);
        else now.set(name, value);
      const query = now.toString();
      if (query !== before) window.history.pushState(null, "", query ? `${path}?${query}` : path);
    },
    [path],
  );
  return [view, show];
}
