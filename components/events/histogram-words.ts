import type { Bar } from "../../lib/events/counts.ts";
import {
  changeNames,
  clockMinutes,
  clockTime,
  dateTime,
  formatNumber,
  plural,
  spanWords,
  type Zone,
} from "../../lib/format.ts";
import type { Span } from "./view.ts";

const MINUTE = 60;
const DAY = 86_400;

/** A time as short as a stretch of so many seconds allows. */
export function timeWords(at: number, spanSeconds: number, zone: Zone): string {
  if (spanSeconds < 10 * MINUTE) return clockTime(at, zone);
  if (spanSeconds < 1.5 * DAY) return clockMinutes(at, zone);
  const date = dateTime(at, zone);
  return spanSeconds < 6 * DAY ? date.slice(5, 16) : date.slice(5, 10);
}

/**
 * "2026-01-12 14:02:30 – 14:03:00": the day of the end only where it is another one, and the zone's names where the clock
 * is put forward or back within.
 */
export function stretchWords(from: number, to: number, zone: Zone): string {
  const [begin, end] = [dateTime(from, zone), dateTime(to, zone)];
  const sameDay = begin.slice(0, 10) === end.slice(0, 10);
  const [was, is] = changeNames(from, to, zone);
  return `${begin.slice(0, 19)}${was} – ${sameDay ? end.slice(11, 19) : end.slice(0, 19)}${is}`;
}

const NAMED = 4;

/** "12 events: 8 dna.karma_updated, 4 others". */
export function barWords(bars: readonly Bar[], types: readonly string[]): string {
  const sums = [...types, "others"].map((type, i) => ({
    type,
    count: bars.reduce((sum, { counts }) => sum + (counts[i] ?? 0), 0),
  }));
  const seen = sums.filter(({ count }) => count > 0).sort((a, b) => b.count - a.count);
  const total = plural(
    seen.reduce((sum, { count }) => sum + count, 0),
    "event",
  );
  const told = seen.slice(0, NAMED).map(({ type, count }) => `${formatNumber(count)} ${type}`);
  if (seen.length > NAMED)
    told.push(`${seen.length - NAMED} more ${seen.length - NAMED === 1 ? "type" : "types"}`);
  return told.length > 0 ? `${total}: ${told.join(", ")}` : total;
}

/** "in the last hour", or, where a replay shows the past, "in the hour before". */
export function spanPhrase(span: Span, zone: Zone, isReplay = false): string {
  if (span.kind === "all") return isReplay ? "up to then" : "in all";
  if (span.kind === "between") return stretchWords(span.from, span.to, zone);
  const length = span.seconds === 3600 ? "hour" : spanWords(span.seconds);
  return isReplay ? `in the ${length} before` : `in the last ${length}`;
}
