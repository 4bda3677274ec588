"use client";

import { useSyncExternalStore } from "react";

// Below Tailwind's `sm`: where rows have two lines.
const QUERY = "(max-width: 639.9px)";

/** Whether the page is as narrow as a phone; false on the server. Only for what CSS alone can't do. */
export function useNarrow(): boolean {
  return useSyncExternalStore(
    subscribe,
    () => matchMedia(QUERY).matches,
    () => false,
  );
}

function subscribe(listener: () => void): () => void {
  const query = matchMedia(QUERY);
  query.addEventListener("change", listener);
  return () => query.removeEventListener("change", listener);
}
