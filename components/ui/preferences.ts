import type { Zone } from "../../lib/format.ts";

export type Theme = "system" | "dark" | "light";
export type RobotsLook = "table" | "tiles";

/** What a person chose for this browser. Kept in cookies, so that the server's first byte is already right. */
export interface Preferences {
  theme: Theme;
  zone: Zone;
  /** Keyboard shortcuts. */
  keys: boolean;
  /** How the robots' list was shown last; null while nobody chose. */
  robotsLook: RobotsLook | null;
}

export const PREFERENCE_COOKIE = "brainwave_preferences";

export function parsePreferences(cookie: string | undefined): Preferences {
  const chosen = new URLSearchParams(cookie ?? "");
  const theme = chosen.get("theme");
  return {
    theme: theme === "dark" || theme === "light" ? theme : "system",
    zone: chosen.get("zone") === "utc" ? "utc" : "local",
    keys: chosen.get("keys") !== "off",
    robotsLook: parseRobotsLook(chosen.get("robots")),
  };
}

export function serializePreferences({ theme, zone, keys, robotsLook }: Preferences): string {
  const chosen = new URLSearchParams({ theme, zone, keys: keys ? "on" : "off" });
  if (robotsLook) chosen.set("robots", robotsLook);
  return chosen.toString();
}

export const parseRobotsLook = (text: string | null): RobotsLook | null =>
  text === "table" || text === "tiles" ? text : null;
