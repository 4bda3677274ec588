import { agoWords, clockTime, dateTime, plural, type Zone } from "../../lib/format.ts";
import type { ReplayView } from "../../lib/history/replay.ts";

/** Where the scrubber stands, in a sentence that is read out. */
export function placeWords(
  {
    at,
    present,
    count,
    replaying,
  }: { at: number; present: number; count: number | null; replaying: boolean },
  zone: Zone,
): string {
  const events = count === null ? "" : `, ${plural(count, "event")} around it`;
  if (!replaying) return `The present, ${clockTime(at, zone)}${events}`;
  return `${dateTime(at, zone)}, ${agoWords(present - at)}${events}`;
}

/** What there is to say of a replay beside its time; null while all is as it looks. */
export function noteOf({ status, edge, playing, at, picture }: ReplayView): string | null {
  if (status.kind === "failed") return status.why;
  if (status.kind === "loading" && picture && picture.at !== at) return "Loading this moment";
  if (edge === "first") return "There is no earlier event";
  if (edge === "last") return "There is no later event";
  return playing ? null : "Paused";
}
