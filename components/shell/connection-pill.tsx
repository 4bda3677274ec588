"use client";

import dynamic from "next/dynamic";
import { useState } from "react";
import { usePreferences } from "#components/ui/preferences-provider";
import { lookOf, toneText } from "#components/ui/state";
import { useConnection, usePresent, useReplay } from "#lib/live/use-live";
import { pillOf, replayPill } from "./connection-words.ts";

const ConnectionDrawer = dynamic(() => import("./connection-drawer.tsx"), { ssr: false });

/** How live the page is, always in sight; opens the details. */
export function ConnectionPill() {
  const view = useConnection((all) => all);
  const now = usePresent();
  const replay = useReplay();
  const { zone } = usePreferences();
  const [open, setOpen] = useState(false);
  const [opened, setOpened] = useState(false);
  const { state, text, detail } = replay ? replayPill(replay, zone) : pillOf(view, now);
  const GapIcon = lookOf("gap").Icon;
  const { Icon, tone } = lookOf(state);
  const gaps = view.live.kind === "live" ? view.live.gaps.length : 0;
  return (
    <>
      <button
        type="button"
        onClick={() => {
          setOpened(true);
          setOpen(true);
        }}
        data-tip="Details of the connection"
        aria-description="Details of the connection"
        className={`figures flex h-8 shrink-0 items-center whitespace-nowrap gap-1.5 rounded-full border border-line px-2.5 text-12 hover:bg-surface-2 pointer-coarse:h-11 md:min-w-42 ${toneText[tone]}`}
      >
        <Icon aria-hidden size={14} strokeWidth={2} />
        <span className={tone === "ok" ? "text-normal" : "font-medium"}>
          <span className={replay ? "max-sm:sr-only" : ""}>{text}</span>
          {/* On the smallest screens the page's name needs the room; the dock below says the moment, too. */}
          {detail && replay && <span className="max-[23rem]:sr-only"> {detail}</span>}
          {detail && !replay && <span className={tone === "ok" ? "max-sm:hidden" : ""}> · {detail}</span>}
        </span>
        {gaps > 0 && (
          <span className="flex items-center gap-1 text-warning">
            <GapIcon aria-hidden size={14} />
            {gaps}
            <span className="max-sm:sr-only">{gaps === 1 ? "gap" : "gaps"}</span>
          </span>
        )}
      </button>
      <span className="sr-only" role="status">
        {state === "live" ? "Live" : lookOf(state).word}
      </span>
      {opened && <ConnectionDrawer open={open} onClose={() => setOpen(false)} />}
    </>
  );
}
