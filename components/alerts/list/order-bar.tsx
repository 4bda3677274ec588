"use client";

import { type ReactNode, type RefObject, useEffect, useEffectEvent, useRef } from "react";
import { flushSync } from "react-dom";
import { Button } from "#components/ui/button";
import { usePreferences } from "#components/ui/preferences-provider";
import { isShortcut } from "../../ui/is-shortcut.ts";
import { useUnattended } from "./use-unattended.ts";

interface OrderBarProps {
  /** The list that it stands above. */
  list: RefObject<HTMLElement | null>;
  /** What there is to say of its order. */
  children: ReactNode;
  /** What renews the order, in a verb; null while it would be the same. */
  verb: string | null;
  /** The verb's whole name; it begins with the verb. */
  name?: string | undefined;
  /** It brings what is new. */
  urgent: boolean;
  onRenew: () => void;
}

/**
 * Above a list that holds still: what has come meanwhile, and a button, or `n`, that shows it. It stays in sight, and is as
 * high whatever it says.
 */
export function OrderBar({ list, children, verb, name, urgent, onRenew }: OrderBarProps) {
  const { keys } = usePreferences();
  const button = useRef<HTMLButtonElement>(null);
  function renew(): void {
    const own = document.activeElement;
    const here = own === button.current || list.current?.contains(own);
    flushSync(onRenew);
    window.scrollTo({ top: 0, behavior: "instant" });
    // What had the focus has nothing more to do, or is elsewhere by now: keys go on at the beginning.
    if (here) list.current?.querySelector<HTMLElement>("[data-walked]")?.focus({ preventScroll: true });
  }
  const onKeyDown = useEffectEvent((event: KeyboardEvent) => {
    if (event.key !== "n" || verb === null || !isShortcut(event)) return;
    event.preventDefault();
    renew();
  });
  useEffect(() => {
    if (!keys) return;
    document.addEventListener("keydown", onKeyDown);
    return () => document.removeEventListener("keydown", onKeyDown);
  }, [keys]);
  useUnattended(list, () => verb !== null && onRenew());
  return (
    <div className="sticky top-12 z-10 -mx-1 flex h-11 items-center gap-3 bg-surface-0 px-1 text-12 text-quiet">
      <div className="figures flex min-w-0 flex-1 items-center gap-x-3 whitespace-nowrap">{children}</div>
      <Button
        kind={urgent ? "primary" : "plain"}
        ref={button}
        onClick={renew}
        aria-label={name}
        data-tip={keys ? "n" : undefined}
        className={`min-w-20 ${verb === null ? "invisible" : ""}`}
      >
        {verb ?? "Show"}
      </Button>
    </div>
  );
}
