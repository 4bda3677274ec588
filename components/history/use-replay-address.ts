"use client";

import { usePathname, useSearchParams } from "next/navigation";
import { useEffect, useEffectEvent, useRef } from "react";
import { momentText, parseMoment } from "../../lib/history/moment.ts";
import { timeMachine, useReplay } from "../../lib/live/use-live.ts";

const FOLLOW_EVERY_MS = 1_000;

/**
 * Keeps the address and the replay together: `?at=` is the moment that is looked at, through a reload and from page to
 * page; going back to an address without one returns to live.
 */
export function useReplayAddress(): void {
  const path = usePathname();
  const text = useSearchParams().get("at");
  const shown = useReplay((view) => (view.capsule ? null : textOf(view)));
  const playing = useReplay((view) => view.playing) ?? false;
  const capsule = useReplay((view) => view.capsule !== null) ?? false;
  /** What stands in the address because it was written here. */
  const written = useRef<string | null>(null);
  const wentBack = useRef(false);

  useEffect(() => {
    const onPop = () => {
      wentBack.current = true;
    };
    window.addEventListener("popstate", onPop);
    return () => window.removeEventListener("popstate", onPop);
  }, []);

  // The address changed: follow it.
  // biome-ignore lint/correctness/useExhaustiveDependencies: another path may have lost the moment.
  useEffect(() => {
    const back = wentBack.current;
    wentBack.current = false;
    if (text === written.current) return;
    const moment = parseMoment(text);
    if (moment) {
      written.current = text;
      // A capsule knows no other time than its own.
      if (!capsule) timeMachine.goTo(moment);
    } else if (written.current !== null && back) {
      written.current = null;
      timeMachine.goLive();
    } else if (written.current !== null) write(written.current, "replace");
  }, [text, path]);

  // The replay moved: the address follows.
  useEffect(() => {
    const entering = written.current === null;
    if (shown === written.current || (playing && !entering)) return;
    written.current = shown;
    write(shown, entering ? "push" : "replace");
  }, [shown, playing]);

  // While it plays, past the router: for it each would be a navigation, which ends the one that a person began.
  const latest = useEffectEvent(() => shown);
  useEffect(() => {
    if (!playing) return;
    const timer = setInterval(() => {
      const text = latest();
      if (text !== null)
        History.prototype.replaceState.call(window.history, window.history.state, "", addressWith(text));
    }, FOLLOW_EVERY_MS);
    return () => clearInterval(timer);
  }, [playing]);
}

const textOf = ({ streamId, at }: { streamId: string | null; at: number }): string =>
  momentText(streamId ? { streamId } : { seconds: at });

function write(text: string | null, how: "push" | "replace"): void {
  if (text === new URLSearchParams(window.location.search).get("at")) return;
  const address = addressWith(text);
  if (how === "push") window.history.pushState(null, "", address);
  else window.history.replaceState(null, "", address);
}

/** The address as it is now, at this moment: a page may have changed its own part in the same go. */
function addressWith(text: string | null): string {
  const url = new URL(window.location.href);
  if (text === null) url.searchParams.delete("at");
  else url.searchParams.set("at", text);
  return `${url.pathname}${url.search}${url.hash}`;
}
