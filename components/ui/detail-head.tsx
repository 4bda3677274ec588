"use client";

import { ArrowLeft, X } from "lucide-react";
import { type ReactNode, type RefObject, useEffect, useRef } from "react";
import { Button, IconButton } from "#components/ui/button";
import { Id } from "#components/ui/id";
import { useEscape } from "./use-escape.ts";

interface DetailHeadProps {
  id: string;
  /** Badges beside the name. */
  badges?: ReactNode;
  /** What it is about, in a sentence. */
  children?: ReactNode;
  actions?: ReactNode;
  /** "All robots": the way back where the list has no room beside it. */
  backTo: string;
  onClose: () => void;
  /** Its heading, for what has no better place for the focus. */
  headingRef?: RefObject<HTMLHeadingElement | null>;
}

/** The name of what was opened, how it is, and what can be done with it. `Esc` closes it. */
export function DetailHead(props: DetailHeadProps) {
  const { id, badges, children, actions, backTo, onClose } = props;
  const own = useRef<HTMLHeadingElement>(null);
  const heading = props.headingRef ?? own;
  useEscape(onClose);
  useEffect(() => {
    // On a phone the list, and the row that had the focus, are gone now.
    if (document.activeElement === document.body) heading.current?.focus({ preventScroll: true });
  }, [heading]);
  return (
    <header className="flex flex-col gap-2 rounded-card border border-line bg-surface-1 px-4 py-3">
      <Button kind="quiet" icon={ArrowLeft} onClick={onClose} className="-ms-3 self-start xl:hidden">
        {backTo}
      </Button>
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <div className="flex min-w-0 flex-wrap items-center gap-x-4 gap-y-1">
          <h2 ref={heading} tabIndex={-1} className="min-w-0 text-20 outline-none">
            <Id value={id} max={36} plain />
          </h2>
          {badges}
        </div>
        <div className="flex flex-wrap items-center gap-1.5 sm:ms-auto">
          {actions}
          <IconButton
            icon={X}
            label={`Close, back to ${backTo.toLowerCase()}`}
            onClick={onClose}
            className="max-xl:hidden"
          />
        </div>
      </div>
      {children}
    </header>
  );
}
