/** A value that is not there. 0 and "unknown" are other things. */
export const MISSING = "–";

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** A number and its unit, apart, so that the unit can be drawn quieter. */
export interface Quantity {
  value: string;
  unit: string;
}

/** "1,204" or "0.85"; `digits` fixes the number of decimals. */
export function formatNumber(value: number, digits?: number): string {
  if (!Number.isFinite(value)) return MISSING;
  // Most are, and a page writes thousands.
  if (Number.isInteger(value) && !digits && value >= 0 && value < 1000) return String(Math.abs(value));
  const decimals = digits ?? (Number.isInteger(value) ? 0 : 2);
  const text = value.toFixed(decimals);
  const [whole = "", fraction] = text.split(".");
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ",");
  // "-0.00" is a rounding's leftover, not a number.
  const signed = /^-0+$/.test(grouped) && !/[1-9]/.test(fraction ?? "") ? grouped.slice(1) : grouped;
  return fraction === undefined ? signed : `${signed}.${fraction}`;
}

/** With its sign: "+0.12", "−0.05", "0.00". */
export function formatSigned(value: number, digits = 2): string {
  const text = formatNumber(Math.abs(value), digits);
  if (!/[1-9]/.test(text)) return text;
  return `${value < 0 ? "−" : "+"}${text}`;
}

/** Milliseconds as a person says them: "840 ms", "1.24 s", "2 m 05 s", "3 h 12 m", "4 d 2 h". */
export function formatMs(ms: number): string {
  const { value, unit } = msQuantity(ms);
  return unit ? `${value} ${unit}` : value;
}

/** As `formatMs`, number and unit apart; from a minute on the value carries its own units. */
export function msQuantity(ms: number): Quantity {
  if (!Number.isFinite(ms)) return { value: MISSING, unit: "" };
  if (ms < 0) return { value: `−${msQuantity(-ms).value}`, unit: msQuantity(-ms).unit };
  if (ms < 10 && !Number.isInteger(ms)) return { value: ms.toFixed(1), unit: "ms" };
  if (Math.round(ms) < 1000) return { value: String(Math.round(ms)), unit: "ms" };
  const seconds = ms / 1000;
  if (seconds < 9.995) return { value: seconds.toFixed(2), unit: "s" };
  if (seconds < 59.95) return { value: seconds.toFixed(1), unit: "s" };
  return { value: formatSeconds(seconds), unit: "" };
}

/** Whole seconds as a person says them: "42 s", "2 m 05 s", "3 h 12 m", "4 d 2 h". */
export function formatSeconds(seconds: number): string {
  if (!Number.isFinite(seconds)) return MISSING;
  const s = Math.max(0, Math.round(seconds));
  if (s < MINUTE) return `${s} s`;
  if (s < HOUR) return `${Math.floor(s / MINUTE)} m ${pad(s % MINUTE)} s`;
  if (s < DAY) return `${Math.floor(s / HOUR)} h ${pad(Math.floor((s % HOUR) / MINUTE))} m`;
  return `${Math.floor(s / DAY)} d ${Math.floor((s % DAY) / HOUR)} h`;
}

/** How long ago, in words: "just now", "12 s ago", "4 min ago", "2 h ago", "3 d ago", or "in 12 s". */
export function agoWords(seconds: number): string {
  if (!Number.isFinite(seconds)) return "unknown";
  const age = Math.abs(seconds);
  if (age < 2) return "just now";
  const words = spanWords(age);
  return seconds < 0 ? `in ${words}` : `${words} ago`;
}

/** A span in one unit, rounded down: "12 s", "4 min", "2 h", "3 d". */
export function spanWords(seconds: number): string {
  const s = Math.max(0, Math.floor(seconds));
  if (s < MINUTE) return `${s} s`;
  if (s < HOUR) return `${Math.floor(s / MINUTE)} min`;
  if (s < 2 * DAY) return `${Math.floor(s / HOUR)} h`;
  return `${Math.floor(s / DAY)} d`;
}

export type Zone = "utc" | "local";

/** "14:02:30" of Unix seconds. `local` is the zone of the machine that runs this. */
export function clockTime(seconds: number, zone: Zone): string {
  return partsOf(seconds, zone)?.time ?? MISSING;
}

/** "14:02", for axes. */
export const clockMinutes = (seconds: number, zone: Zone): string => clockTime(seconds, zone).slice(0, 5);

/** "12 Jan", for axes. */
export function dayAndMonth(seconds: number, zone: Zone): string {
  const [, month = "", day = ""] = partsOf(seconds, zone)?.date.split("-") ?? [];
  return day ? `${Number(day)} ${MONTHS[Number(month) - 1]}` : MISSING;
}
const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/**
 * A stretch of time in full: "2026-01-12 14:00 to 22:00", with seconds where it is shorter than a minute, and the zone's
 * names where the clock is put forward or back within.
 */
export function stretchWords(from: number, to: number, zone: Zone): string {
  const [begin, end] = [partsOf(from, zone), partsOf(to, zone)];
  if (!begin || !end) return MISSING;
  const short = (time: string) => (to - from < MINUTE ? time : time.slice(0, 5));
  const day = begin.date === end.date ? "" : `${end.date} `;
  const [was, is] = changeNames(from, to, zone);
  return `${begin.date} ${short(begin.time)}${was} to ${day}${short(end.time)}${is}`;
}

/** What the zone is called at both ends of a stretch, to be written after them; nothing where that is the same. */
export function changeNames(from: number, to: number, zone: Zone): [from: string, to: string] {
  const offsetAt = (seconds: number) => new Date(seconds * 1000).getTimezoneOffset();
  if (zone === "utc" || offsetAt(from) === offsetAt(to)) return ["", ""];
  return [` ${zoneName(from, zone)}`, ` ${zoneName(to, zone)}`];
}

/** "2026-01-12 14:02:30 UTC", or with the local zone's short name. */
export function dateTime(seconds: number, zone: Zone): string {
  const parts = partsOf(seconds, zone);
  return parts ? `${parts.date} ${parts.time} ${zoneName(seconds, zone)}` : MISSING;
}

/** Both at once, for the hover of a relative time. */
export const dateTimeBoth = (seconds: number, zone: Zone): string =>
  `${dateTime(seconds, zone)}\n${dateTime(seconds, zone === "utc" ? "local" : "utc")}`;

/** Without `Intl`: its first use alone takes longer than a page may stop, and a chart writes hundreds of times. */
function partsOf(seconds: number, zone: Zone): { date: string; time: string } | null {
  const date = new Date(seconds * 1000);
  const shifted = new Date(date.getTime() - (zone === "local" ? date.getTimezoneOffset() * 60_000 : 0));
  if (Number.isNaN(shifted.getTime())) return null;
  const [day = "", time = ""] = shifted.toISOString().split("T");
  return { date: day, time: time.slice(0, 8) };
}

let zoneNames: Intl.DateTimeFormat | undefined;

/** "UTC", or what the local zone is called then: "CET", "GMT+5:30". */
function zoneName(seconds: number, zone: Zone): string {
  if (zone === "utc") return "UTC";
  zoneNames ??= new Intl.DateTimeFormat("en-GB", { timeZoneName: "short" });
  const parts = zoneNames.formatToParts(seconds * 1000);
  return parts.find(({ type }) => type === "timeZoneName")?.value ?? "";
}

/** "840 B", "1.2 KiB", "34 MiB". */
export function formatBytes(bytes: number): string {
  if (!Number.isFinite(bytes)) return MISSING;
  const units = ["B", "KiB", "MiB", "GiB", "TiB"];
  let value = bytes;
  let unit = 0;
  while (Math.abs(value) >= 1023.5 && unit < units.length - 1) {
    value /= 1024;
    unit++;
  }
  return `${unit > 0 && Math.abs(value) < 9.95 ? value.toFixed(1) : Math.round(value)} ${units[unit]}`;
}

/** Events per second: "0", "0.4", "12", "1,204". */
export const formatRate = (perSecond: number): string =>
  formatNumber(perSecond, perSecond > 0 && perSecond < 9.95 ? 1 : 0);

/** Keeps both ends, which is where ids differ: "robot_a…e91f". Counts characters, not halves of them. */
export function shortenMiddle(text: string, max = 18): string {
  const chars = [...text];
  if (chars.length <= max) return text;
  const tail = Math.floor((max - 1) / 2);
  return `${chars.slice(0, max - 1 - tail).join("")}…${tail > 0 ? chars.slice(-tail).join("") : ""}`;
}

/** "1 robot", "3 robots", "0 robots". */
export const plural = (count: number, one: string, many = `${one}s`): string =>
  `${formatNumber(count)} ${count === 1 ? one : many}`;

const pad = (value: number): string => String(value).padStart(2, "0");
