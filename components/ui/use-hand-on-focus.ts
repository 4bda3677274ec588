"use client";

import { type RefObject, useLayoutEffect } from "react";

const CAN_HAVE_IT = "a[href], button:not(:disabled)";

/** When an element goes that has the focus, or has it within, the nearest thing that stays takes it: keys go on from there. */
export function useHandOnFocus(ref: RefObject<HTMLElement | null>): void {
  useLayoutEffect(() => {
    const own = ref.current;
    if (!own) return;
    // A button that is busy can't have the focus: nobody else has it then, and it was here last.
    let hadIt = own.contains(document.activeElement);
    const onFocusIn = ({ target }: FocusEvent) => {
      hadIt = target instanceof Node && own.contains(target);
    };
    document.addEventListener("focusin", onFocusIn);
    return () => {
      document.removeEventListener("focusin", onFocusIn);
      const now = document.activeElement;
      // It is still in the page here.
      if (!hadIt || (now !== document.body && !own.contains(now))) return;
      const next = nearestTo(own);
      // Once all is drawn: its list may be put in another order by the same act, and what is moved loses the focus.
      queueMicrotask(() => {
        if (document.activeElement === document.body) next?.focus({ preventScroll: true });
      });
    };
  }, [ref]);
}

function nearestTo(own: HTMLElement): HTMLElement | null {
  for (let around = own.parentElement; around; around = around.parentElement) {
    const others = [...around.querySelectorAll<HTMLElement>(CAN_HAVE_IT)].filter((one) => !own.contains(one));
    if (others[0]) return others[0];
  }
  return null;
}
