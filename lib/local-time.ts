import type { Zone } from "./format.ts";

/** Seconds that a zone is ahead of UTC at a moment. Zones put their clocks forward and back. */
export type OffsetAt = (seconds: number) => number;

/** Of the zone that is shown; `local` is that of the machine that runs this. */
export const zoneOffset = (zone: Zone): OffsetAt =>
  zone === "utc" ? () => 0 : (seconds) => -60 * new Date(seconds * 1000).getTimezoneOffset();

const DAY = 86_400;

/** What a clock in the zone shows, as if it were Unix seconds: days and hours begin where it is a multiple of them. */
export const wallAt = (seconds: number, offsetAt: OffsetAt): number => seconds + offsetAt(seconds);

/**
 * The moments at which a clock shows `wall`, the earliest first: two in an hour that it goes through twice, none in one
 * that it leaves out.
 */
export function momentsAt(wall: number, offsetAt: OffsetAt): number[] {
  // No zone changes twice within two days.
  const offsets = new Set([offsetAt(wall - DAY), offsetAt(wall + DAY)]);
  return [...offsets]
    .map((offset) => wall - offset)
    .filter((at) => Math.abs(wallAt(at, offsetAt) - wall) < 1e-3)
    .sort((a, b) => a - b);
}

/** The begin of a day, given by what the clock shows then; the first moment after it where midnight is left out. */
export const dayBegin = (wall: number, offsetAt: OffsetAt): number =>
  momentsAt(wall, offsetAt)[0] ?? wall - offsetAt(wall - DAY);

/** What "2026-10-25T02:30" shows, with or without seconds, as `momentsAt` takes it; null for what is none. */
export function wallOf(text: string): number | null {
  const ms = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}/.test(text) ? Date.parse(`${text}Z`) : Number.NaN;
  return Number.isFinite(ms) ? ms / 1000 : null;
}
