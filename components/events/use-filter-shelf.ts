"use client";

import { useSyncExternalStore } from "react";
import { emptyShelf, type FilterShelf, parseShelf } from "./saved-filters.ts";

const KEY = "brainwave_filters";

const listeners = new Set<() => void>();
let known: { text: string | null; shelf: FilterShelf } = { text: null, shelf: emptyShelf };

/** The filters that this browser keeps, the same in all its tabs, and what changes them. */
export function useFilterShelf(): [FilterShelf, (change: (shelf: FilterShelf) => FilterShelf) => void] {
  return [useSyncExternalStore(subscribe, read, () => emptyShelf), changeShelf];
}

export function changeShelf(change: (shelf: FilterShelf) => FilterShelf): void {
  const before = read();
  const shelf = change(before);
  if (shelf === before) return;
  known = { text: JSON.stringify(shelf), shelf };
  try {
    localStorage.setItem(KEY, known.text ?? "");
  } catch {
    // A browser that keeps nothing: the filters last as long as the page.
  }
  for (const listener of listeners) listener();
}

function read(): FilterShelf {
  let text: string | null = known.text;
  try {
    text = localStorage.getItem(KEY) ?? known.text;
  } catch {
    // As above.
  }
  if (text !== known.text) known = { text, shelf: parseShelf(text) };
  return known.shelf;
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  window.addEventListener("storage", listener);
  return () => {
    listeners.delete(listener);
    window.removeEventListener("storage", listener);
  };
}
