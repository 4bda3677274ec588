"use client";

import { useState } from "react";
import type { AlertGroup } from "../../../lib/alerts/groups.ts";
import { useSteadyCall } from "../../ui/use-steady-call.ts";

/** As many as somebody reads one by one; hundreds drawn whole take a second to draw, and hide each other. */
export const WHOLE_AT_FIRST = 12;

/** Which of many groups are open: the first, and those that somebody opened. Few are always open. */
export function useFolding(groups: readonly AlertGroup[]) {
  const [chosen, setChosen] = useState<ReadonlyMap<string, boolean>>(new Map());
  const [allOpen, setAllOpen] = useState(false);
  const folds = groups.length > WHOLE_AT_FIRST;
  return {
    folds,
    isOpen: (key: string, place: number): boolean =>
      !folds || (chosen.get(key) ?? (allOpen || place < WHOLE_AT_FIRST)),
    /** Opens or folds one, for as long as the list is shown. */
    fold: useSteadyCall((key: string, open: boolean) =>
      setChosen((before) => (before.get(key) === open ? before : new Map(before).set(key, open))),
    ),
    allOpen,
    /** All of them as at first, or open. */
    foldAll: (folded: boolean) => {
      setChosen(new Map());
      setAllOpen(!folded);
    },
  };
}
