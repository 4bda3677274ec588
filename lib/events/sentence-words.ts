import { formatBytes, formatMs, formatNumber, plural } from "../format.ts";
import { plainText } from "./decode-reasons.ts";

/** No sentence is longer. */
export const LONGEST = 160;

// How a payload's numbers, lists and answers are said in a sentence, by their fields' names.

/** An amount with the unit that its name carries: `execution_time_seconds` is "execution time 12.4 s". */
export function amountWords(name: string, value: number): string {
  if (/_count$|^count$/.test(name)) return countWords(name.replace(/_?count$/, "") || "items", value);
  for (const [suffix, say] of UNITS)
    if (name.endsWith(suffix)) return `${wordsOf(name.slice(0, -suffix.length))} ${say(value)}`;
  return `${wordsOf(name)} ${amount(value)}`;
}

const inUnits = (word: string) => (value: number) => `${amount(value)} ${word}`;
const UNITS: [suffix: string, say: (value: number) => string][] = [
  ["_ms", formatMs],
  ["_seconds", (value) => formatMs(value * 1000)],
  ["_sec", (value) => formatMs(value * 1000)],
  ["_minutes", (value) => formatMs(value * 60_000)],
  ["_hours", inUnits("h")],
  ["_days", inUnits("d")],
  ["_bytes", formatBytes],
  ["_mb", inUnits("MB")],
  ["_gb", inUnits("GB")],
  ["_percentage", inUnits("%")],
  ["_percent", inUnits("%")],
  ["_pct", inUnits("%")],
  ["_celsius", inUnits("°C")],
  ["_km", inUnits("km")],
  ["_m", inUnits("m")],
  ["_usd", inUnits("USD")],
  ["_eur", inUnits("EUR")],
];

/** "3 violations", "no violations". */
function countWords(name: string, count: number): string {
  const words = wordsOf(name);
  const many = words.endsWith("s") ? words : pluralOf(words);
  return count === 0 ? `no ${many}` : plural(count, singularOf(words), many);
}

// As far as names of fields go: "retries", "branches".
const pluralOf = (words: string): string =>
  /[^aeiou]y$/.test(words)
    ? `${words.slice(0, -1)}ies`
    : `${words}${/(x|z|ch|sh)$/.test(words) ? "es" : "s"}`;

function singularOf(words: string): string {
  if (/(^| )(series|species)$/.test(words)) return words;
  if (/[^aeiou]ies$/.test(words)) return `${words.slice(0, -3)}y`;
  return words.replace(/(x|tch|nch|sh|ss)es$/, "$1").replace(/(?<!s)s$/, "");
}

// A name that is no plural says nothing of how many: "wind speed: 2 values".
export const listWords = (name: string, count: number): string =>
  name.endsWith("s") ? countWords(name, count) : `${wordsOf(name)}: ${plural(count, "value")}`;

/** "expired", "not expired"; "requires approval: no". */
export function answerWords(name: string, value: boolean): string {
  const bare = name.replace(/^(is|was|has|are|were|been)_/, "");
  if (value) return wordsOf(bare);
  return bare === name ? `${wordsOf(name)}: no` : `not ${wordsOf(bare)}`;
}

// Without the zeros that say nothing: "1.4", "41.5".
export const amount = (value: number): string =>
  formatNumber(value)
    .replace(/(\.\d*?)0+$/, "$1")
    .replace(/\.$/, "");

/** A field's or a type's name as words. */
export const wordsOf = (name: string): string => oneLine(name.replaceAll(/[._]+/g, " "));
/** Text that fits one line, of a bounded length. */
export const oneLine = (text: string): string =>
  plainText(text.slice(0, 1000).replaceAll(/\s+/g, " ").trim());
export const clip = (text: string, max: number): string =>
  text.length > max ? `${text.slice(0, max - 1).toWellFormed()}…` : text;
