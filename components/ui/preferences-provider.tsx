"use client";

import { createContext, type ReactNode, useContext, useMemo, useState } from "react";
import {
  PREFERENCE_COOKIE,
  type Preferences,
  parsePreferences,
  serializePreferences,
} from "./preferences.ts";

interface Chosen extends Preferences {
  choose: (part: Partial<Preferences>) => void;
}

const Context = createContext<Chosen>({ ...parsePreferences(undefined), choose: () => {} });

/** Theme, time zone and shortcuts of this browser, and `choose` to change them. */
export const usePreferences = (): Chosen => useContext(Context);

export function PreferencesProvider({ initial, children }: { initial: Preferences; children: ReactNode }) {
  const [preferences, setPreferences] = useState(initial);
  const value = useMemo<Chosen>(
    () => ({
      ...preferences,
      choose(part) {
        const next = { ...preferences, ...part };
        setPreferences(next);
        keep(next);
      },
    }),
    [preferences],
  );
  return <Context value={value}>{children}</Context>;
}

const YEAR_SECONDS = 365 * 86_400;

function keep(preferences: Preferences): void {
  // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is missing in two of three browsers.
  document.cookie = `${PREFERENCE_COOKIE}=${encodeURIComponent(serializePreferences(preferences))}; path=/; max-age=${YEAR_SECONDS}; samesite=lax`;
  if (preferences.theme === "system") delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = preferences.theme;
}
