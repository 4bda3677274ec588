import { parseTimestamp, toIso } from "../../lib/time.ts";

/** A stretch of receive time between two moments, as an address writes it. Unix seconds. */
export interface Between {
  from: number;
  to: number;
}

/** Null for what isn't one. */
export function parseBetween(text: string | null): Between | null {
  const [from, to] = (text ?? "").split("..").map((end) => parseTimestamp(end)?.seconds);
  return from !== undefined && to !== undefined && from < to ? { from, to } : null;
}

export const betweenText = ({ from, to }: Between): string => `${toIso(from)}..${toIso(to)}`;
