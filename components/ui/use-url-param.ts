"use client";

import { usePathname, useSearchParams } from "next/navigation";
import { useCallback } from "react";

/**
 * A part of the page's state that lives in its address, so that a link reproduces the view.
 * `push` makes a step that the Back button takes back.
 */
export function useUrlParam(
  name: string,
): [value: string | null, set: (value: string | null, how?: "push" | "replace") => void] {
  const path = usePathname();
  const value = useSearchParams().get(name);
  const set = useCallback(
    (next: string | null, how: "push" | "replace" = "replace") => {
      // The address as it is now: two of these may change in one go.
      const params = new URLSearchParams(window.location.search);
      if (next) params.set(name, next);
      else params.delete(name);
      const query = params.toString();
      const address = query ? `${path}?${query}` : path;
      if (how === "push") window.history.pushState(null, "", address);
      else window.history.replaceState(null, "", address);
    },
    [name, path],
  );
  return [value, set];
}
