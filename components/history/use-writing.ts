"use client";

import { clockTime } from "../../lib/format.ts";
import { useConnection, useReplay } from "../../lib/live/use-live.ts";
import { usePreferences } from "../ui/preferences-provider.tsx";

export type Writing = { allowed: true } | { allowed: false; why: string; short: string };

const allowed: Writing = { allowed: true };
const storeDown: Writing = {
  allowed: false,
  why: "The event stream can't be reached, so nothing can be saved. It is tried again all the time.",
  short: "Read-only while the stream is down",
};

const onlyLooking: Writing = {
  allowed: false,
  why: "This needs the role operator; yours is viewer.",
  short: "Needs operator",
};

/** Whether anything can be changed from here now, and if not, why: not by a viewer, not in the past, and not while the store is down. */
export function useWriting(): Writing {
  const { zone } = usePreferences();
  // To the minute: a sentence that changes four times a second can't be read, or read out.
  const minute = useReplay(({ at }) => Math.floor(at / 60) * 60);
  const capsule = useReplay((view) => view.capsule !== null);
  const role = useConnection(({ welcome }) => welcome?.you?.role ?? null);
  const storeUp = useConnection(({ link }) => link.up);
  if (role === "viewer") return onlyLooking;
  if (minute === null) return storeUp ? allowed : storeDown;
  const short = "Read-only in the past";
  if (capsule)
    return { allowed: false, why: "A capsule is read-only. Return to live to change something.", short };
  const at = clockTime(minute, zone).slice(0, 5);
  return { allowed: false, why: `You are looking at ${at}. Return to live to change something.`, short };
}
