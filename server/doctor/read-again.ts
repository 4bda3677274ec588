import { type DecodeOptions, decode } from "#lib/events/decode";
import type { StoredEvent } from "#lib/events/envelope";

/** An entry that was put aside. */
interface PutAside {
  stream_id: string;
  fields: Record<string, string>;
  /** Whether `fields` is all of it. */
  whole: boolean;
}

export type ReadAgain =
  | { kind: "event"; event: StoredEvent }
  | { kind: "unreadable"; field: string; reason: string };

/** Reads an entry by the reader of today. */
export function readAgain({ stream_id, fields, whole }: PutAside, options: DecodeOptions): ReadAgain {
  if (!whole)
    return {
      kind: "unreadable",
      field: "entry",
      reason: "was too large to be kept whole, so it can't be tried again",
    };
  const decoded = decode({ id: stream_id, fields }, options);
  if (decoded.kind === "event") return { kind: "event", event: decoded.event };
  const { field, reason } = decoded.entry;
  return { kind: "unreadable", field, reason };
}
