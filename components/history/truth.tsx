"use client";

import dynamic from "next/dynamic";
import { type ReactNode, useRef, useState } from "react";
import type { StreamId } from "#lib/stream-id";

/** Where a number comes from. */
export type Origin =
  /** An event; null when it is older than what is kept. `how` says how the number follows from it. */
  | { kind: "event"; streamId: StreamId | null; how?: string }
  /** A robot's sample, which is no event. `at` is its receive time in Unix seconds. */
  | { kind: "sample"; at: number };

const TruthPopover = dynamic(() => import("./truth-popover.tsx"), { ssr: false });

interface TruthProps {
  /** Or how to find it once it is asked for, where that takes looking through thousands. */
  origin: Origin | null | (() => Origin | null);
  children: ReactNode;
  /** In a row that the keys walk: they open it, and find the value there. */
  inRow?: boolean;
  className?: string;
}

/** A live value that leads to the event it came from: pressed, it says which, how old it is, and where to read it. */
export function Truth({ origin, children, inRow, className = "" }: TruthProps) {
  const button = useRef<HTMLButtonElement>(null);
  const [open, setOpen] = useState(false);
  // What was asked about stays while the value goes on changing.
  const [asked, setAsked] = useState<Origin | null>(null);
  if (!origin) return children;
  return (
    <>
      <button
        ref={button}
        type="button"
        tabIndex={inRow ? -1 : undefined}
        aria-haspopup="dialog"
        aria-expanded={open}
        aria-description="Shows where this value comes from"
        onClick={() => {
          setAsked(typeof origin === "function" ? origin() : origin);
          setOpen(!open);
        }}
        // Beyond the text, so that a finger or an unsteady hand hits it, without moving anything around it.
        className={`relative z-1 -my-1 inline-flex py-1 shrink-0 items-center rounded-mark text-start font-[inherit] tracking-[inherit] underline decoration-transparent decoration-dotted decoration-from-font underline-offset-[0.22em] hover:decoration-quiet focus-visible:decoration-quiet aria-expanded:decoration-accent ${className}`}
      >
        {children}
      </button>
      {asked && <TruthPopover origin={asked} open={open} anchor={button} onClose={() => setOpen(false)} />}
    </>
  );
}
