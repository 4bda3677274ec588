import { dateTime, type Zone } from "../../lib/format.ts";
import type { Stretch } from "./spans.ts";

/** Two moments as the browser's fields for date and time hold them: "2026-01-12T14:02:30", or "" for none. */
export interface TypedStretch {
  from: string;
  to: string;
}

interface Known {
  /** The zone that times are written in. */
  zone: Zone;
  /** Unix seconds, as `keptSince`, which is the oldest event; null while that isn't known, or there is none. */
  present: number;
  keptSince: number | null;
}

export type ReadStretch =
  | { kind: "stretch"; stretch: Stretch }
  | { kind: "problem"; field: keyof TypedStretch; words: string };

/** The stretch that was typed, or what is wrong with which of its ends. */
export function readStretch(typed: TypedStretch, { zone, present, keptSince }: Known): ReadStretch {
  const [from, to] = [secondsOf(typed.from, zone), secondsOf(typed.to, zone)];
  const problem = (field: keyof TypedStretch, words: string) => ({ kind: "problem", field, words }) as const;
  if (from === null) return problem("from", "Say when it begins, with its date and time.");
  if (to === null) return problem("to", "Say when it ends, with its date and time.");
  if (to <= from) return problem("to", "It must end after it begins.");
  if (to > present) return problem("to", `That is still to come: it is ${dateTime(present, zone)} now.`);
  if (keptSince !== null && from < Math.floor(keptSince))
    return problem("from", `Nothing is kept from before ${dateTime(keptSince, zone)}.`);
  return { kind: "stretch", stretch: { from, to } };
}

/** A moment (Unix seconds) as such a field holds it. */
export const typedMoment = (seconds: number, zone: Zone): string =>
  dateTime(seconds, zone).slice(0, 19).replace(" ", "T");

function secondsOf(text: string, zone: Zone): number | null {
  // Without a zone at its end a date with a time is local.
  const ms = text === "" ? Number.NaN : Date.parse(zone === "utc" ? `${text}Z` : text);
  return Number.isFinite(ms) ? ms / 1000 : null;
}
