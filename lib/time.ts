/** Unix seconds (fractional, UTC) of a millisecond clock. */
export const toSeconds = (ms: number): number => ms / 1000;

/** The first whole millisecond at or after a moment; the plain product may miss it by a rounding error. */
export const firstMs = (seconds: number): number => Math.ceil(Math.round(seconds * 1e6) / 1e3);

// The furthest moments a Date can hold: a foreign producer may name any number.
const LAST_DATE_MS = 8.64e15;

/**
 * ISO-8601 UTC with `Z` for Unix seconds, as BRAiN's Redis fields and API bodies have it.
 * A moment beyond what a Date can hold is given as the last one that it can.
 */
export const toIso = (seconds: number): string =>
  new Date(Math.min(LAST_DATE_MS, Math.max(-LAST_DATE_MS, seconds * 1000))).toISOString();

export type TimestampForm = "seconds" | "milliseconds" | "microseconds" | "iso" | "iso_naive";

export interface ParsedTimestamp {
  seconds: number;
  form: TimestampForm;
}

// 1e11 s is the year 5138 and 1e14 ms the same in milliseconds: no clock means seconds above the first.
const SECONDS_LIMIT = 1e11;
const MILLISECONDS_LIMIT = 1e14;
const ISO = /^(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?)\s*(Z|[+-]\d{2}:?\d{2})?$/i;

const PLAIN = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d+)?Z$/;

/**
 * Reads every form of timestamp met in the wild (contract section 2): seconds as number or numeric string,
 * ISO-8601 with `Z`, with an offset, or without a zone, which means UTC.
 * Returns null for anything else; never throws.
 */
export function parseTimestamp(value: unknown): ParsedTimestamp | null {
  if (typeof value === "number") return fromNumber(value);
  if (typeof value !== "string") return null;
  // As nearly every event has it: no parts to be taken out and put together again.
  const inMinute = msInMinute(value);
  if (inMinute !== null) return { seconds: (minuteMs + inMinute) / 1000, form: "iso" };
  if (PLAIN.test(value)) {
    const parsed = fromIso(value, "iso");
    if (parsed) keepMinute(value);
    return parsed;
  }
  const text = value.trim();
  if (/^-?\d+(\.\d+)?(e[+-]?\d+)?$/i.test(text)) return fromNumber(Number(text));
  const match = ISO.exec(text);
  if (!match) return null;
  const [, date, time, zone] = match;
  const plain = `${date}T${time}${zone ? withColon(zone.toUpperCase()) : "Z"}`;
  return fromIso(plain, zone ? "iso" : "iso_naive");
}

// Events come one shortly after the other: of most texts only the seconds are new.
let minute: string | null = null;
let minuteMs = 0;

/** `text` is plain and a moment; 24:00 is one too, but a second after it is none. */
function keepMinute(text: string): void {
  if (text.startsWith("24", 11)) return;
  minute = text.slice(0, 17);
  minuteMs = Date.parse(`${minute}00Z`);
}

/** Milliseconds since the kept minute began; null where the text names no moment in it, or has another form. */
function msInMinute(text: string): number | null {
  const end = text.length - 1;
  if (minute === null || !text.startsWith(minute) || text.charCodeAt(end) !== Z) return null;
  const tens = digitAt(text, 17);
  const ones = digitAt(text, 18);
  if (tens < 0 || tens > 5 || ones < 0 || (end > 19 && text.charCodeAt(19) !== DOT) || end === 20)
    return null;
  let ms = (tens * 10 + ones) * 1000;
  // What is finer than a millisecond is cut off, as a Date does it.
  let unit = 100;
  for (let at = 20; at < end; at++) {
    const digit = digitAt(text, at);
    if (digit < 0) return null;
    ms += digit * Math.floor(unit);
    unit /= 10;
  }
  return ms;
}

const Z = 0x5a;
const DOT = 0x2e;

/** Negative where there is none. */
function digitAt(text: string, at: number): number {
  const digit = text.charCodeAt(at) - 0x30;
  return digit >= 0 && digit <= 9 ? digit : -1;
}

function fromIso(text: string, form: TimestampForm): ParsedTimestamp | null {
  const ms = Date.parse(text);
  return Number.isFinite(ms) ? { seconds: ms / 1000, form } : null;
}

function fromNumber(value: number): ParsedTimestamp | null {
  if (!Number.isFinite(value) || value < 0) return null;
  if (value < SECONDS_LIMIT) return { seconds: value, form: "seconds" };
  if (value < MILLISECONDS_LIMIT) return { seconds: value / 1e3, form: "milliseconds" };
  return value < 1e17 ? { seconds: value / 1e6, form: "microseconds" } : null;
}

const withColon = (zone: string): string =>
  zone.length === 5 && zone !== "Z" ? `${zone.slice(0, 3)}:${zone.slice(3)}` : zone;
