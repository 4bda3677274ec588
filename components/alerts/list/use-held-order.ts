"use client";

import { useState } from "react";
import type { HeldOrder } from "../../../lib/alerts/held-order.ts";
import { useTimeline } from "../../../lib/live/use-live.ts";

interface Kept<T> extends HeldOrder<T> {
  newest: readonly T[];
  timeline: string;
  /** How many of those shown were there when the order was made. */
  known: number;
  turn: number;
}

/**
 * A list in the order that it had when it was first shown, until `renew` is called, another moment is shown, or there was
 * nothing in it. `newest` must be the same as long as nothing has changed.
 */
export function useHeldOrder<T extends { id: string }>(
  newest: readonly T[],
  hold: (before: readonly T[]) => HeldOrder<T>,
) {
  const timeline = useTimeline();
  const [kept, setKept] = useState<Kept<T> | null>(null);
  const anew = (): Kept<T> => ({
    newest,
    timeline,
    shown: newest,
    waiting: [],
    known: newest.length,
    turn: (kept?.turn ?? 0) + 1,
  });
  let order = kept;
  if (!order || order.timeline !== timeline || (order.newest !== newest && order.shown.length === 0))
    order = anew();
  else if (order.newest !== newest) order = { ...order, newest, ...hold(order.shown) };
  if (order !== kept) setKept(order);
  return {
    shown: order.shown,
    /** What has come since the order was made, whether it has a place or not. */
    news: [...order.waiting, ...order.shown.slice(order.known)],
    /** Another one each time that the order is made. */
    turn: order.turn,
    renew: () => setKept(anew()),
  };
}
