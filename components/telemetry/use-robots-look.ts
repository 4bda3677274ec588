"use client";

import type { RobotsLook } from "../ui/preferences.ts";
import { usePreferences } from "../ui/preferences-provider.tsx";
import { useUrlParam } from "../ui/use-url-param.ts";
import { robotsLook } from "./robots-look.ts";

/** A table or a wall of tiles, and what chooses: for this view, and for the next time in this browser. */
export function useRobotsLook(robots: number): [RobotsLook, (look: RobotsLook) => void] {
  const [named, setNamed] = useUrlParam("look");
  const { robotsLook: preferred, choose } = usePreferences();
  const set = (look: RobotsLook) => {
    choose({ robotsLook: look });
    setNamed(look);
  };
  return [robotsLook(named, preferred, robots), set];
}
