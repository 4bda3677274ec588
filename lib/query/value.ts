import { parseTimestamp } from "../time.ts";
import type { Value } from "./syntax.ts";

const NUMBER = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i;
const DAY = /^\d{4}-\d{2}-\d{2}$/;
const AGO = /^-(\d+(?:\.\d+)?)([smhdw])$/;
const UNIT_SECONDS: Record<string, number> = { s: 1, m: 60, h: 3600, d: 86_400, w: 604_800 };

/** A value with everything that it reads as; what was quoted is taken as it stands. `now` in Unix seconds. */
export function readValue(text: string, isQuoted: boolean, now: number): Value {
  const wildcard = !isQuoted && text.includes("*");
  if (wildcard) return { text, wildcard, number: null, seconds: null };
  return { text, wildcard, number: numberOf(text), seconds: secondsOf(text, now) };
}

function numberOf(text: string): number | null {
  const number = NUMBER.test(text) ? Number(text) : Number.NaN;
  return Number.isFinite(number) ? number : null;
}

function secondsOf(text: string, now: number): number | null {
  if (text === "now") return now;
  const [, amount, unit = ""] = AGO.exec(text) ?? [];
  if (amount !== undefined) return now - Number(amount) * (UNIT_SECONDS[unit] ?? 0);
  return parseTimestamp(DAY.test(text) ? `${text}T00:00` : text)?.seconds ?? null;
}
