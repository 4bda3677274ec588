"use client";

import { useState } from "react";
import type { Stretch } from "../events/stretch.ts";
import { useHold } from "../ui/use-hold.ts";
import { AttentionList } from "./attention-list.tsx";
import { useAttention } from "./use-attention.ts";

interface NeedsAttentionProps {
  /** Only what began then. */
  window: Stretch | null;
}

/** It holds still while it is looked at, so that a click meets the line it was meant for. */
export function NeedsAttention({ window }: NeedsAttentionProps) {
  const newest = useAttention(window);
  const { held, holding } = useHold();
  const [kept, setKept] = useState<typeof newest>(null);
  if (held !== (kept !== null) && newest !== null) setKept(held ? newest : null);
  return (
    <AttentionList found={kept ?? newest} held={kept !== null} holding={holding} narrowed={window !== null} />
  );
}
