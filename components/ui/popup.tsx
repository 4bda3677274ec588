"use client";

import { ChevronDown, type LucideIcon } from "lucide-react";
import { type ReactNode, useEffect, useId, useRef, useState } from "react";
import { Button } from "./button.tsx";
import { useHandOnFocus } from "./use-hand-on-focus.ts";

interface PopupProps {
  /** What the button says. */
  label: ReactNode;
  /** The button's whole name where others say the same; it begins with what is seen. */
  name?: string;
  /** What opens, for those who don't see it. */
  title: string;
  icon?: LucideIcon;
  /** The button shows that something is chosen in it. */
  chosen?: boolean;
  /** Which edge of the button it is aligned to. */
  align?: "start" | "end";
  className?: string;
  children: (close: () => void) => ReactNode;
}

/** A button and a small window below it, on a phone at the screen's foot. `Esc`, or going elsewhere, closes it. */
export function Popup({
  label,
  name,
  title,
  icon,
  chosen,
  align = "start",
  className = "w-80",
  children,
}: PopupProps) {
  const [open, setOpen] = useState(false);
  const id = useId();
  const root = useRef<HTMLDivElement>(null);
  const panel = useRef<HTMLDivElement>(null);
  // What it did may have made it needless.
  useHandOnFocus(root);

  useEffect(() => {
    if (!open) return;
    if (!panel.current?.contains(document.activeElement)) panel.current?.focus({ preventScroll: true });
    const onElsewhere = (event: Event) => {
      if (!root.current?.contains(event.target as Node)) setOpen(false);
    };
    document.addEventListener("pointerdown", onElsewhere);
    document.addEventListener("focusin", onElsewhere);
    return () => {
      document.removeEventListener("pointerdown", onElsewhere);
      document.removeEventListener("focusin", onElsewhere);
    };
  }, [open]);

  function close(): void {
    setOpen(false);
    root.current?.querySelector("button")?.focus({ preventScroll: true });
  }

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: Esc belongs to whatever in it has the focus.
    <div
      ref={root}
      className="relative shrink-0"
      onKeyDown={(event) => {
        if (event.key !== "Escape" || !open) return;
        event.stopPropagation();
        close();
      }}
    >
      <Button
        kind={chosen ? "plain" : "quiet"}
        {...(icon ? { icon } : {})}
        aria-label={name}
        aria-haspopup="dialog"
        aria-expanded={open}
        aria-controls={open ? id : undefined}
        onClick={() => setOpen(!open)}
      >
        {label}
        <ChevronDown aria-hidden size={13} className="-me-1 text-quiet" />
      </Button>
      {open && (
        <div
          ref={panel}
          id={id}
          role="dialog"
          aria-label={title}
          tabIndex={-1}
          className={`absolute top-full z-30 mt-1 max-h-[min(26rem,60dvh)] overflow-y-auto rounded-card border border-line bg-surface-1 shadow-over outline-none max-sm:fixed max-sm:inset-x-2 max-sm:top-auto max-sm:bottom-16 max-sm:w-auto ${align === "end" ? "end-0" : "start-0"} ${className}`}
        >
          {children(close)}
        </div>
      )}
    </div>
  );
}
