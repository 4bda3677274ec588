import { dateTime, type Zone } from "../../lib/format.ts";
import { type Moment, parseMoment } from "../../lib/history/moment.ts";
import { momentsAt, wallOf, zoneOffset } from "../../lib/local-time.ts";

export type ReadMoment = { kind: "moment"; moment: Moment } | { kind: "none" } | { kind: "left out" };

/** A moment (Unix seconds) as the field begins with it. */
export const momentWords = (seconds: number, zone: Zone): string => dateTime(seconds, zone).slice(0, 19);

/**
 * The moment that was typed: a time, which without a zone at its end is meant in the shown one, or an event's stream id.
 * Of a time that the clock shows twice the first is meant, unless it is what the field began with, at `given`.
 */
export function readTypedMoment(text: string, zone: Zone, given: number): ReadMoment {
  if (text === momentWords(given, zone)) return { kind: "moment", moment: { seconds: Math.floor(given) } };
  const plain = /^(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?)$/.exec(text);
  if (!plain) {
    const moment = parseMoment(text);
    return moment ? { kind: "moment", moment } : { kind: "none" };
  }
  const wall = wallOf(`${plain[1]}T${plain[2]}`);
  if (wall === null) return { kind: "none" };
  const [seconds] = momentsAt(wall, zoneOffset(zone));
  return seconds === undefined ? { kind: "left out" } : { kind: "moment", moment: { seconds } };
}
