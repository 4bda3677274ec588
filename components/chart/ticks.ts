import { clockMinutes, clockTime, dayAndMonth, formatNumber, type Zone } from "#lib/format";
import { momentsAt, type OffsetAt, wallAt } from "#lib/local-time";

/** Round values from just below `low` to just above `high`: the axis starts and ends on a label. */
export function roundTicks(low: number, high: number, count = 4): number[] {
  if (!(high > low)) return roundTicks(low - (Math.abs(low) || 1) / 2, low + (Math.abs(low) || 1) / 2, count);
  const rough = (high - low) / count;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = ([1, 2, 2.5, 5, 10].find((factor) => factor * power >= rough * 0.999) ?? 10) * power;
  const first = Math.floor(low / step + 1e-9);
  const last = Math.ceil(high / step - 1e-9);
  const ticks: number[] = [];
  for (let i = first; i <= last; i++) ticks.push(Number((i * step).toPrecision(12)));
  return ticks;
}

/** Of counts there are no halves: between two whole ones an axis says nothing. */
export const wholeLabel = (value: number): string => (Number.isInteger(value) ? formatNumber(value) : "");

/** Powers of ten around the values, for a log axis. */
export function logTicks(low: number, high: number): number[] {
  const first = Math.floor(Math.log10(Math.max(low, 1e-6)));
  const last = Math.max(first + 1, Math.ceil(Math.log10(Math.max(high, 1e-6))));
  return Array.from({ length: last - first + 1 }, (_, i) => 10 ** (first + i));
}

const SECONDS_UP_TO = 600;
const DAYS_FROM = 2 * 86_400;

/** A moment on an axis that is so many seconds long. */
export const momentText = (at: number, seconds: number, zone: Zone): string =>
  seconds < SECONDS_UP_TO
    ? clockTime(at, zone)
    : seconds < DAYS_FROM
      ? clockMinutes(at, zone)
      : dayAndMonth(at, zone);

const MINUTE = 60;
const HOUR = 3600;
const DAY = 86_400;
const STEPS = [
  1,
  2,
  5,
  10,
  15,
  30,
  MINUTE,
  2 * MINUTE,
  5 * MINUTE,
  10 * MINUTE,
  15 * MINUTE,
  30 * MINUTE,
  HOUR,
  2 * HOUR,
  3 * HOUR,
  6 * HOUR,
  12 * HOUR,
  DAY,
  2 * DAY,
  7 * DAY,
];

/**
 * Round times between two Unix seconds, as clocks of the shown zone have them; `offsetAt` tells what it is ahead of UTC.
 * One that the clock shows twice stands twice.
 */
export function timeTicks(from: number, to: number, count = 5, offsetAt: OffsetAt = () => 0): number[] {
  const rough = (to - from) / count;
  const step = STEPS.find((candidate) => candidate >= rough) ?? 30 * DAY;
  // In an hour that is gone through twice the clock shows less at its end than within.
  const last = to + Math.max(offsetAt(from), offsetAt(to));
  const ticks: number[] = [];
  for (
    let wall = Math.ceil(Math.min(wallAt(from, offsetAt), from + offsetAt(to)) / step) * step;
    wall <= last;
    wall += step
  )
    ticks.push(...momentsAt(wall, offsetAt).filter((at) => at >= from && at <= to));
  return ticks.sort((a, b) => a - b);
}
