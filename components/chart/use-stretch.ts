"use client";

import { useMemo, useState } from "react";
import { useSteadyCall } from "../ui/use-steady-call.ts";

/** In the x axis's unit. */
export interface Stretch {
  from: number;
  to: number;
}

export interface Drag {
  begin(at: number): void;
  moveTo(at: number): void;
  /** `done` says that it was chosen; else it is let go of. */
  end(done: boolean): void;
}

/** A stretch of the x axis that is being dragged over, from the row under the pointer to the one where it is let go. */
export function useStretch(onDrag: ((from: number, to: number) => void) | undefined) {
  const [stretch, setStretch] = useState<Stretch | null>(null);
  const choose = useSteadyCall(({ from, to }: Stretch) => onDrag?.(from, to));
  const drag = useMemo((): Drag => {
    let dragged: Stretch | null = null;
    return {
      begin(at) {
        dragged = { from: at, to: at };
      },
      moveTo(at) {
        if (!dragged || at === dragged.to) return;
        dragged = { ...dragged, to: at };
        setStretch(ordered(dragged));
      },
      end(done) {
        const over = dragged;
        dragged = null;
        setStretch(null);
        // One that hasn't moved was a click.
        if (done && over && over.from !== over.to) choose(ordered(over));
      },
    };
  }, [choose]);
  return { stretch, drag: onDrag && drag };
}

const ordered = ({ from, to }: Stretch): Stretch => ({ from: Math.min(from, to), to: Math.max(from, to) });
