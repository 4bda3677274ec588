import type { Zone } from "../../lib/format.ts";
import { momentsAt, wallAt, wallOf, zoneOffset } from "../../lib/local-time.ts";
import { isStreamId } from "../../lib/stream-id.ts";
import { parseTimestamp } from "../../lib/time.ts";
import type { Show } from "./view.ts";

const DAY = 86_400;
const UNITS: Record<string, number> = { s: 1, m: 60, h: 3600, d: 86_400, w: 604_800 };

/**
 * A moment or an event as a person writes it: a stream id, "14:02", "2026-01-12", "2026-01-12 14:02", "-2h" (ago), ISO-8601 or
 * Unix seconds. Times without a zone are in the shown one. `now` in Unix seconds. Null for what is neither.
 */
export function writtenPlace(written: string, now: number, zone: Zone): Show | null {
  const text = written.trim();
  if (isStreamId(text)) return { kind: "id", streamId: text };
  const seconds = secondsOf(text, now, zone);
  return seconds === null ? null : { kind: "time", seconds };
}

function secondsOf(text: string, now: number, zone: Zone): number | null {
  const [, amount, unit = ""] = /^-\s?(\d+(?:\.\d+)?)\s?([smhdw])$/.exec(text) ?? [];
  if (amount !== undefined) return now - Number(amount) * (UNITS[unit] ?? 0);
  const [, hour, rest] = /^(\d{1,2}):(\d{2}(?::\d{2})?)$/.exec(text) ?? [];
  if (hour !== undefined) return timeOfDay(`${hour.padStart(2, "0")}:${rest}`, now, zone);
  const iso = /^\d{4}-\d{2}-\d{2}$/.test(text) ? `${text}T00:00` : text.replace(" ", "T");
  const parsed = parseTimestamp(iso);
  if (!parsed) return null;
  return parsed.form === "iso_naive" && zone === "local" ? localSeconds(iso) : parsed.seconds;
}

// Of a time of day the last one is meant, which may have been yesterday.
function timeOfDay(text: string, now: number, zone: Zone): number | null {
  const offsetAt = zoneOffset(zone);
  const time = wallOf(`1970-01-01T${text}`);
  if (time === null) return null;
  const today = Math.floor(wallAt(now, offsetAt) / DAY) * DAY;
  // It may be among those that the clock left out yesterday.
  const moments = [2, 1, 0].flatMap((back) => momentsAt(today - back * DAY + time, offsetAt));
  return moments.findLast((moment) => moment <= now) ?? null;
}

function localSeconds(iso: string): number | null {
  const ms = new Date(iso).getTime();
  return Number.isFinite(ms) ? ms / 1000 : null;
}
