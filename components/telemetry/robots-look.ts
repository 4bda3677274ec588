import { parseRobotsLook, type RobotsLook } from "../ui/preferences.ts";

/** From so many on a list is longer than anybody scrolls. */
const TILES_ABOVE = 200;

/** As the address names it, as it was chosen last in this browser, or as it fits so many robots. */
export const robotsLook = (named: string | null, preferred: RobotsLook | null, robots: number): RobotsLook =>
  parseRobotsLook(named) ?? preferred ?? (robots > TILES_ABOVE ? "tiles" : "table");
