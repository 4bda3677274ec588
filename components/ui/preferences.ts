import type { Zone } from "../../lib/format.ts";

export type Theme = "system" | "dark" | "light";

/** What a person chose for this browser. Kept in cookies, so that the server's first byte is already right. */
export interface Preferences {
  theme: Theme;
  zone: Zone;
  /** Keyboard shortcuts. */
  keys: boolean;
}

export const PREFERENCE_COOKIE = "brainwave_preferences";

export function parsePreferences(cookie: string | undefined): Preferences {
  const chosen = new URLSearchParams(cookie ?? "");
  const theme = chosen.get("theme");
  return {
    theme: theme === "dark" || theme === "light" ? theme : "system",
    zone: chosen.get("zone") === "utc" ? "utc" : "local",
    keys: chosen.get("keys") !== "off",
  };
}

export function serializePreferences({ theme, zone, keys }: Preferences): string {
  return new URLSearchParams({ theme, zone, keys: keys ? "on" : "off" }).toString();
}
