"use client";

import { useSyncExternalStore } from "react";

const COARSE = "(pointer: coarse)";
const subscribe = (listener: () => void) => {
  const query = matchMedia(COARSE);
  query.addEventListener("change", listener);
  return () => query.removeEventListener("change", listener);
};

/** Whether a finger points: what it is to hit is made larger. */
export const useCoarsePointer = (): boolean =>
  useSyncExternalStore(
    subscribe,
    () => matchMedia(COARSE).matches,
    () => false,
  );
