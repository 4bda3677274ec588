"use client";

import { useEffect, useEffectEvent, useMemo, useState } from "react";

/** Items in the order of `keys`; those that `keys` doesn't know stand at the end, as they come. */
export function arranged<T>(items: readonly T[], keys: readonly string[], keyOf: (item: T) => string): T[] {
  const place = new Map(keys.map((key, index) => [key, index]));
  const last = keys.length;
  return items
    .map((item) => ({ item, at: place.get(keyOf(item)) ?? last }))
    .sort((a, b) => a.at - b.at)
    .map(({ item }) => item);
}

interface SteadyOptions<T> {
  keyOf: (item: T) => string;
  compare: (a: T, b: T) => number;
  /** Another one sorts at once: what a person chose (column, direction, filter). */
  stamp: string;
  /** While true nothing changes its place, and newcomers wait at the end. */
  held: boolean;
}

const RESORT_MS = 5_000;

/**
 * Items sorted so that a person can follow: the values change as they come, the places at most every five seconds,
 * and not at all while the list is held.
 */
export function useSteadyOrder<T>(
  items: readonly T[],
  { keyOf, compare, stamp, held }: SteadyOptions<T>,
): T[] {
  const sortedKeys = () => [...items].sort(compare).map(keyOf);
  const [order, setOrder] = useState(() => ({ stamp: "", keys: [] as string[] }));
  const known = useMemo(() => new Set(order.keys), [order.keys]);
  const stale = order.stamp !== stamp || items.some((item) => !known.has(keyOf(item)));
  const current = stale && !held ? { stamp, keys: sortedKeys() } : order;
  if (current !== order) setOrder(current);

  const resort = useEffectEvent(() => {
    const keys = sortedKeys();
    if (keys.some((key, index) => key !== order.keys[index])) setOrder({ stamp, keys });
  });
  useEffect(() => {
    if (held) return;
    const timer = setInterval(resort, RESORT_MS);
    return () => clearInterval(timer);
  }, [held]);
  return arranged(items, current.keys, keyOf);
}
