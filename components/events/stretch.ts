import { parseTimestamp, toIso } from "../../lib/time.ts";

/** A stretch of receive time between two moments, as an address writes it. Unix seconds. */
export interface Stretch {
  from: number;
  to: number;
}

/** Null for what isn't one. */
export function parseStretch(text: string | null): Stretch | null {
  const [from, to] = (text ?? "").split("..").map((end) => parseTimestamp(end)?.seconds);
  return from !== undefined && to !== undefined && from < to ? { from, to } : null;
}

export const stretchText = ({ from, to }: Stretch): string => `${toIso(from)}..${toIso(to)}`;
