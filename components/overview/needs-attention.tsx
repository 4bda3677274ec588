"use client";

import type { Between } from "../events/between.ts";
import { AttentionList } from "./attention-list.tsx";
import { useAttention } from "./use-attention.ts";

interface NeedsAttentionProps {
  /** Only what began then. */
  window: Between | null;
}

export const NeedsAttention = ({ window }: NeedsAttentionProps) => (
  <AttentionList found={useAttention(window)} narrowed={window !== null} />
);
