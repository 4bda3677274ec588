import { dateTime, type Zone } from "../../lib/format.ts";
import { momentsAt, wallOf, zoneOffset } from "../../lib/local-time.ts";
import type { Stretch } from "../events/stretch.ts";

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
  /** What the fields began with: unchanged, an end is the very moment that it was. */
  given?: Stretch;
}

export type ReadStretch =
  | { kind: "stretch"; stretch: Stretch }
  | { kind: "problem"; field: keyof TypedStretch; words: string };

/**
 * The stretch that was typed, or what is wrong with which of its ends. Of a time that the clock shows twice the first
 * begins it and the second ends it.
 */
export function readStretch(typed: TypedStretch, known: Known): ReadStretch {
  const { zone, present, keptSince } = known;
  const problem = (field: keyof TypedStretch, words: string) => ({ kind: "problem", field, words }) as const;
  const [begins, ends] = [momentsOf(typed, "from", known), momentsOf(typed, "to", known)];
  if (begins === null) return problem("from", "Say when it begins, with its date and time.");
  if (ends === null) return problem("to", "Say when it ends, with its date and time.");
  const [from, to] = [begins[0], ends.findLast((at) => at <= present) ?? ends[0]];
  if (from === undefined) return problem("from", LEFT_OUT);
  if (to === undefined) return problem("to", LEFT_OUT);
  if (to <= from) return problem("to", "It must end after it begins.");
  if (to > present) return problem("to", `That is still to come: it is ${dateTime(present, zone)} now.`);
  if (keptSince !== null && from < Math.floor(keptSince))
    return problem("from", `Nothing is kept from before ${dateTime(keptSince, zone)}.`);
  return { kind: "stretch", stretch: { from, to } };
}

/** A moment (Unix seconds) as such a field holds it. */
export const typedMoment = (seconds: number, zone: Zone): string =>
  dateTime(seconds, zone).slice(0, 19).replace(" ", "T");

const LEFT_OUT = "There was no such time: the clock was put forward over it.";

/** All moments that an end may mean; null for what is no time. */
function momentsOf(typed: TypedStretch, field: keyof TypedStretch, { zone, given }: Known): number[] | null {
  if (given && typed[field] === typedMoment(given[field], zone)) return [Math.floor(given[field])];
  const wall = wallOf(typed[field]);
  return wall === null ? null : momentsAt(wall, zoneOffset(zone));
}
