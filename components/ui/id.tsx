"use client";

import { Check, Copy } from "lucide-react";
import { shortenMiddle } from "#lib/format";
import { IconButton } from "./button.tsx";
import { useCopy } from "./use-copy.ts";

interface IdProps {
  value: string;
  /** Characters shown; longer ids lose their middle. */
  max?: number;
  /** Without the copy button, inside links and dense rows. */
  plain?: boolean;
}

/** An id in mono, shortened in the middle, whole on hover, with a button that copies it. */
export function Id({ value, max = 20, plain }: IdProps) {
  const short = shortenMiddle(value, max);
  return (
    <span className="inline-flex min-w-0 max-w-full items-center gap-0.5">
      <span className="truncate font-mono text-[0.95em]" data-tip={short === value ? undefined : value}>
        {short}
      </span>
      {!plain && <CopyButton text={value} label="Copy id" />}
    </span>
  );
}

/** Copies `text` and says so. */
export function CopyButton({ text, label = "Copy" }: { text: string; label?: string }) {
  const [outcome, copy] = useCopy();
  const words = outcome === "copied" ? "Copied" : outcome === "failed" ? "Could not copy" : label;
  return (
    <IconButton
      icon={outcome === "copied" ? Check : Copy}
      label={words}
      size={13}
      className="-my-2"
      onClick={() => copy(text)}
    />
  );
}
