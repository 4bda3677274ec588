"use client";

import { useEffect, useState } from "react";
import { inTurn } from "../../ui/turns.ts";

// As much of either as a task of a few milliseconds draws.
const WHOLE_PER_TURN = 2;
const LINES_PER_TURN = 20;

/** How many of a long list are drawn by now: a few more in each turn. Of another `list` again the first few. */
export function useDrawnInTurns(count: number, list: string, isWhole: (place: number) => boolean): number {
  const [kept, setKept] = useState({ list, drawn: WHOLE_PER_TURN });
  const drawn = kept.list === list ? kept.drawn : WHOLE_PER_TURN;
  const more = drawn + (isWhole(drawn) ? WHOLE_PER_TURN : LINES_PER_TURN);
  useEffect(() => {
    if (drawn < count) return inTurn(() => setKept({ list, drawn: more }));
  }, [drawn, count, list, more]);
  return drawn;
}
