"use client";

import type { ComponentProps } from "react";
import { Button } from "#components/ui/button";
import { useWriting } from "./use-writing.ts";

/**
 * A verb that changes something. In the past, and while the store is down, it is disabled and says why, on hover, on focus and to screen readers;
 * it stays focusable, so that the reason can be found.
 */
export function WriteButton({ onClick, type, ...rest }: ComponentProps<typeof Button>) {
  const writing = useWriting();
  if (writing.allowed)
    return <Button {...rest} {...(onClick ? { onClick } : {})} {...(type ? { type } : {})} />;
  return (
    <Button
      {...rest}
      type="button"
      busy={false}
      aria-disabled="true"
      aria-description={writing.why}
      data-tip={writing.why}
    />
  );
}

/** The same reason in the page, beside what can't be used; `short` where a sentence would move things. */
export function WritingNote({ short }: { short?: boolean }) {
  const writing = useWriting();
  if (writing.allowed) return null;
  return (
    // On a phone it would be a line of its own, and the replay's bar says the same.
    <p
      className={`text-12 text-quiet ${short ? "max-sm:sr-only" : ""}`}
      data-tip={short ? writing.why : undefined}
    >
      {short ? writing.short : writing.why}
    </p>
  );
}
