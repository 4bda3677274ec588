"use client";

import { useSyncExternalStore } from "react";
import { useUrlParam } from "../ui/use-url-param.ts";

export type RobotsLook = "table" | "tiles";

const KEY = "brainwave_robots_look";

/** From so many on a list is longer than anybody scrolls. */
const TILES_ABOVE = 200;

const listeners = new Set<() => void>();
let chosen: RobotsLook | null = null;

/** A table or a wall of tiles: as the address says, as it was chosen last in this browser, or as many as there are. */
export function useRobotsLook(robots: number): [RobotsLook, (look: RobotsLook) => void] {
  const [named, setNamed] = useUrlParam("look");
  const remembered = useSyncExternalStore(subscribe, read, () => null);
  const look = parse(named) ?? remembered ?? (robots > TILES_ABOVE ? "tiles" : "table");
  const choose = (next: RobotsLook) => {
    remember(next);
    setNamed(next);
  };
  return [look, choose];
}

const parse = (text: string | null): RobotsLook | null =>
  text === "table" || text === "tiles" ? text : null;

function read(): RobotsLook | null {
  try {
    return parse(localStorage.getItem(KEY)) ?? chosen;
  } catch {
    // A browser that keeps nothing: the choice lasts as long as the page.
    return chosen;
  }
}

function remember(look: RobotsLook): void {
  chosen = look;
  try {
    localStorage.setItem(KEY, look);
  } catch {
    // As above.
  }
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
