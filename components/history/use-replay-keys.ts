"use client";

import { useEffect } from "react";
import { timeMachine, useReplay } from "../../lib/live/use-live.ts";
import { isShortcut } from "../ui/is-shortcut.ts";
import { usePreferences } from "../ui/preferences-provider.tsx";

const STEPS: Record<string, { event: 1 | -1 | null; seconds: number }> = {
  ArrowRight: { event: 1, seconds: 10 },
  ArrowLeft: { event: -1, seconds: -10 },
  ArrowUp: { event: null, seconds: 60 },
  ArrowDown: { event: null, seconds: -60 },
};

/**
 * In a replay: arrows step by an event, with Shift by 10 s, up and down by a minute; Space plays and pauses;
 * `L` returns to live.
 */
export function useReplayKeys(): void {
  const { keys } = usePreferences();
  const replaying = useReplay(() => true) ?? false;
  const playing = useReplay((view) => view.playing) ?? false;
  useEffect(() => {
    if (!keys || !replaying) return;
    function onKeyDown(event: KeyboardEvent): void {
      if (!isShortcut(event)) return;
      const step = STEPS[event.key];
      if (event.key === "l" || event.key === "L") timeMachine.goLive();
      else if (step && event.shiftKey) timeMachine.shift(step.seconds);
      else if (step?.event && !ownArrows(event.target)) timeMachine.step(step.event);
      else return;
      event.preventDefault();
    }
    // Before the page's own use of Space: in the past there is nothing live to pause.
    function onSpace(event: KeyboardEvent): void {
      if (event.key !== " " || !isShortcut(event) || pressesItself(event.target)) return;
      event.preventDefault();
      timeMachine.setPlaying(!playing);
    }
    document.addEventListener("keydown", onKeyDown);
    document.addEventListener("keydown", onSpace, { capture: true });
    return () => {
      document.removeEventListener("keydown", onKeyDown);
      document.removeEventListener("keydown", onSpace, { capture: true });
    };
  }, [keys, replaying, playing]);
}

const within = (target: EventTarget | null, what: string): boolean =>
  target instanceof Element && target.closest(what) !== null;
const pressesItself = (target: EventTarget | null) => within(target, "button, summary, [role=button]");
/** A strip of runs is walked with arrows, to its very end. */
const ownArrows = (target: EventTarget | null) => within(target, "ol button, [role=tab], [role=slider]");
