import { formatNumber } from "../../lib/format.ts";

const LONG = 240;

/** Any JSON value in a line: long ones are cut, with their length. */
export function shortValue(value: unknown): string {
  const text = typeof value === "number" ? shortNumber(value) : (JSON.stringify(value) ?? "");
  return text.length > LONG ? `${text.slice(0, LONG)}… (${formatNumber(text.length)} characters)` : text;
}

// 0.1 + 0.2 is 0.30000000000000004 in floating point: 12 digits are what was meant.
const shortNumber = (value: number): string => String(Number(value.toPrecision(12)));
