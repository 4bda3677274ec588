"use client";

import { useEffect, useState, useSyncExternalStore } from "react";

/** Where the charts of a page that share a cursor have it: on their x axis, null for nowhere. */
function createCursor() {
  let at: number | null = null;
  const listeners = new Set<() => void>();
  return {
    get: () => at,
    subscribe(listener: () => void): () => void {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    set(to: number | null): void {
      if (to === at) return;
      at = to;
      for (const listener of listeners) listener();
    },
  };
}

type Cursor = ReturnType<typeof createCursor>;

const shared = new Map<string, Cursor>();

function sharedAs(name: string): Cursor {
  const cursor = shared.get(name) ?? createCursor();
  shared.set(name, cursor);
  return cursor;
}

/** A cursor of a chart's own, or the one of all with the same name. */
export function useCursor(name: string | undefined): [number | null, (to: number | null) => void] {
  const [own] = useState(createCursor);
  const cursor = name === undefined ? own : sharedAs(name);
  const at = useSyncExternalStore(cursor.subscribe, cursor.get, nowhere);
  // A chart that goes doesn't leave it behind.
  useEffect(() => () => cursor.set(null), [cursor]);
  return [at, cursor.set];
}

const nowhere = () => null;
