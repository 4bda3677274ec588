"use client";

import { Monitor, Moon, Sun } from "lucide-react";
import { IconButton } from "#components/ui/button";
import { type Option, Segmented } from "#components/ui/choice";
import { usePreferences } from "#components/ui/preferences-provider";
import type { Zone } from "#lib/format";
import type { Theme } from "../ui/preferences.ts";

const ZONES: Option<Zone>[] = [
  { value: "local", label: "Local", title: "Times in this machine's zone" },
  { value: "utc", label: "UTC", title: "Times in UTC" },
];
const THEMES: Option<Theme>[] = [
  { value: "system", label: "System" },
  { value: "dark", label: "Dark" },
  { value: "light", label: "Light" },
];
const ICONS = { system: Monitor, dark: Moon, light: Sun };
const NEXT: Record<Theme, Theme> = { system: "dark", dark: "light", light: "system" };

export function ZoneChoice() {
  const { zone, choose } = usePreferences();
  return (
    <Segmented label="Time zone" options={ZONES} value={zone} onChange={(next) => choose({ zone: next })} />
  );
}

export function ThemeChoice() {
  const { theme, choose } = usePreferences();
  return (
    <Segmented label="Theme" options={THEMES} value={theme} onChange={(next) => choose({ theme: next })} />
  );
}

/** One press, one theme further. */
export function ThemeButton() {
  const { theme, choose } = usePreferences();
  return (
    <IconButton
      icon={ICONS[theme]}
      label={`Theme: ${theme}. Switch to ${NEXT[theme]}`}
      onClick={() => choose({ theme: NEXT[theme] })}
    />
  );
}
