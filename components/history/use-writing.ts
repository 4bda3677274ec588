"use client";

import { clockTime } from "../../lib/format.ts";
import { useReplay } from "../../lib/live/use-live.ts";
import { usePreferences } from "../ui/preferences-provider.tsx";

export type Writing = { allowed: true } | { allowed: false; why: string };

const allowed: Writing = { allowed: true };

/** Whether anything can be changed from here now, and if not, why: the past can be looked at only. */
export function useWriting(): Writing {
  const { zone } = usePreferences();
  // To the minute: a sentence that changes four times a second can't be read, or read out.
  const minute = useReplay(({ at }) => Math.floor(at / 60) * 60);
  const capsule = useReplay((view) => view.capsule !== null);
  if (minute === null) return allowed;
  if (capsule) return { allowed: false, why: "A capsule is read-only. Return to live to change something." };
  const at = clockTime(minute, zone).slice(0, 5);
  return { allowed: false, why: `You are looking at ${at}. Return to live to change something.` };
}
