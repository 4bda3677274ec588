"use client";

import { useEffect, useEffectEvent, useMemo, useState } from "react";

/** Puts items together under a head each. */
export interface Grouping<T> {
  /** The head's words. */
  of: (item: T) => string;
  order: (a: string, b: string) => number;
}

/** Items in the order of `keys`; those that `keys` doesn't know stand at the end, as they come. */
export function arranged<T>(items: readonly T[], keys: readonly string[], keyOf: (item: T) => string): T[] {
  return inPlaces(items, placesOf(keys), keyOf).arranged;
}

function placesOf(keys: readonly string[]): Map<string, number> {
  const places = new Map<string, number>();
  keys.forEach((key, index) => {
    places.set(key, index);
  });
  return places;
}

function inPlaces<T>(items: readonly T[], places: ReadonlyMap<string, number>, keyOf: (item: T) => string) {
  const placed: (T | undefined)[] = new Array(places.size);
  const late: T[] = [];
  for (const item of items) {
    const at = places.get(keyOf(item));
    if (at === undefined) late.push(item);
    else placed[at] = item;
  }
  const known = placed.filter((item): item is T => item !== undefined);
  return { arranged: late.length > 0 ? [...known, ...late] : known, late: late.length };
}

interface SteadyOptions<T> {
  keyOf: (item: T) => string;
  compare: (a: T, b: T) => number;
  /** Stands above the order within a group. */
  grouping?: Grouping<T> | null | undefined;
  /** Another one sorts at once: what a person chose (column, direction, filter). */
  stamp: string;
  /** While true nothing changes its place, and newcomers wait at the end. */
  held: boolean;
}

interface Order {
  stamp: string;
  keys: readonly string[];
  places: ReadonlyMap<string, number>;
  /** The group each was put into; an item that belongs elsewhere by now moves with the next sorting. */
  groups: ReadonlyMap<string, string> | null;
}

const noOrder: Order = { stamp: "", keys: [], places: new Map(), groups: null };

const RESORT_MS = 5_000;

/**
 * Items sorted so that a person can follow: the values change as they come, the places at most every five seconds,
 * and not at all while the list is held. `groupOf` names the head that an item stands under, null without groups.
 */
export function useSteadyOrder<T>(
  items: readonly T[],
  { keyOf, compare, grouping = null, stamp, held }: SteadyOptions<T>,
): { rows: readonly T[]; groupOf: ((item: T) => string) | null } {
  const [order, setOrder] = useState(noOrder);
  // From the order they had: what is nearly sorted is sorted in next to no time.
  const sorted = (before: readonly T[]): { order: Order; all: readonly T[] } => {
    const groups = grouping ? new Map(before.map((item) => [keyOf(item), grouping.of(item)])) : null;
    const groupOf = (item: T) => groups?.get(keyOf(item)) ?? "";
    const all = [...before].sort(
      grouping && groups ? (a, b) => grouping.order(groupOf(a), groupOf(b)) || compare(a, b) : compare,
    );
    const keys = all.map(keyOf);
    return { order: { stamp, keys, places: placesOf(keys), groups }, all };
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: how a key is read never changes.
  const found = useMemo(() => inPlaces(items, order.places, keyOf), [items, order]);
  const stale = order.stamp !== stamp || (found.late > 0 && !held);
  const fresh = stale ? sorted(found.arranged) : { order, all: found.arranged };
  if (fresh.order !== order) setOrder(fresh.order);

  const resort = useEffectEvent(() => {
    const { order: next } = sorted(found.arranged);
    if (next.keys.some((key, index) => key !== order.keys[index]) || next.groups !== null) setOrder(next);
  });
  useEffect(() => {
    if (held) return;
    const timer = setInterval(resort, RESORT_MS);
    return () => clearInterval(timer);
  }, [held]);
  const { groups } = fresh.order;
  // biome-ignore lint/correctness/useExhaustiveDependencies: as above.
  const groupOf = useMemo(
    () => (grouping && groups ? (item: T) => groups.get(keyOf(item)) ?? grouping.of(item) : null),
    [grouping, groups],
  );
  return { rows: fresh.all, groupOf };
}
