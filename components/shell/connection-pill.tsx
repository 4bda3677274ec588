"use client";

import dynamic from "next/dynamic";
import { useState } from "react";
import { lookOf, toneText } from "#components/ui/state";
import { useLive, useNow } from "#lib/live/use-live";
import { pillOf } from "./connection-words.ts";

const ConnectionDrawer = dynamic(() => import("./connection-drawer.tsx"), { ssr: false });

/** How live the page is, always in sight; opens the details. */
export function ConnectionPill() {
  const view = useLive((all) => all);
  const now = useNow();
  const [open, setOpen] = useState(false);
  const [opened, setOpened] = useState(false);
  const { state, text, detail } = pillOf(view, now);
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
        className={`figures flex h-8 shrink-0 items-center whitespace-nowrap gap-1.5 rounded-full border border-line px-2.5 text-12 hover:bg-surface-2 pointer-coarse:h-11 md:min-w-28 ${toneText[tone]}`}
      >
        <Icon aria-hidden size={14} strokeWidth={2} />
        <span className={tone === "ok" ? "text-normal" : "font-medium"}>
          {text}
          {detail && <span className={tone === "ok" ? "max-sm:hidden" : ""}> · {detail}</span>}
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
