"use client";

import { type ReactNode, useEffect, useState } from "react";
import { inTurn } from "./turns.ts";

interface InTurnProps {
  /** What stands in its place until then, in its size. */
  meanwhile: ReactNode;
  /** What it can't be drawn without, such as its code: its turn comes after that. Must be stable. */
  after?: () => Promise<unknown>;
  children: ReactNode;
}

/** Draws a part of a page for the first time in a task of its own: several large ones at once would stop the page. */
export function InTurn({ meanwhile, after, children }: InTurnProps) {
  const [come, setCome] = useState(false);
  useEffect(() => {
    let leave: (() => void) | undefined;
    let gone = false;
    const wait = () => {
      if (!gone) leave = inTurn(() => setCome(true));
    };
    // What can't be had is told by the part itself.
    if (after) void after().then(wait, wait);
    else wait();
    return () => {
      gone = true;
      leave?.();
    };
  }, [after]);
  return come ? children : meanwhile;
}
