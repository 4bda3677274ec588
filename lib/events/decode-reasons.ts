import type { z } from "zod";
import { formatNumber } from "../format.ts";
import { isObject } from "../json.ts";

/** Why an entry could not be read, for people: each reads after the field's name, and says what is wanted there. */

const SHOWN = 40;

/** What an envelope field that is not there should be. */
export const WANTED: Readonly<Record<string, string>> = {
  id: "every event carries its own, a UUID",
  type: 'it must be a dotted name such as "dna.karma_updated"',
  source: "it must name the producer",
  payload: 'it must be a JSON object such as {"agent_id":"a"}',
};

/** What it is that can't be parsed, as far as it shows. `error` is what JSON.parse threw. */
export function notJsonReason(text: string, error: unknown): string {
  const detail = error instanceof Error ? error.message : "";
  if (text.trim() === "") return "is blank; it must be JSON text";
  const constant = /^(Unexpected token|No number after)/.test(detail) && CONSTANT.exec(text)?.[1];
  if (constant) return `is not JSON: it contains ${constant}, and JSON has no such number`;
  if (/^\s*[{[]\s*'/.test(text))
    return 'is not JSON: its texts stand in single quotes; JSON wants "double" ones';
  if (/[[:,]\s*(None|True|False)\b/.test(text))
    return "is not JSON: it is a Python value; json.dumps makes JSON of it";
  if (isCutOff(text, detail)) return "is not JSON: it is cut off before its end";
  if (detail.startsWith("Bad control character"))
    return "is not JSON: a text in it holds a line break or another control character, which must be escaped";
  return `is not JSON: it begins with ${quoted(text)}`;
}

const CONSTANT = /[[:,]\s*(-?Infinity|NaN)\b/;

// Well until its last character.
function isCutOff(text: string, detail: string): boolean {
  const position = /position (\d+)/.exec(detail)?.[1];
  return (
    /end of JSON|^Unterminated/.test(detail) || (position !== undefined && Number(position) >= text.length)
  );
}

/** A JSON value that should have been an object. */
export const notObjectReason = (value: unknown): string =>
  `must be a JSON object such as {"agent_id":"a"}, but is ${valueWords(value)}`;

export const notTimeReason = (text: string): string =>
  `is ${quoted(text)}, which is no time: it must be ISO-8601 or Unix seconds`;

/** What is wrong with a payload's field, out of what the schema found. */
export function issueReason(issue: z.core.$ZodIssue, payload: Record<string, unknown>): string {
  const value = at(payload, issue.path);
  switch (issue.code) {
    case "invalid_type":
      return value === undefined
        ? `is missing; it must be ${typeWords(issue.expected)}`
        : `must be ${typeWords(issue.expected)}, but is ${valueWords(value)}`;
    case "too_small":
      if (value === "") return "must not be empty";
      return `must be at least ${amount(issue.minimum, issue.origin)}, but is ${sizeWords(value)}`;
    case "too_big":
      return `must be at most ${amount(issue.maximum, issue.origin)}, but is ${sizeWords(value)}`;
    default:
      return issue.code === "custom" ? issue.message : `does not fit its type; it is ${valueWords(value)}`;
  }
}

const TYPE_WORDS: Record<string, string> = {
  string: "text",
  number: "a number",
  int: "a whole number",
  array: "a list",
  object: "an object",
  record: "an object",
  boolean: "true or false",
};
const typeWords = (expected: string): string => TYPE_WORDS[expected] ?? `of type ${expected}`;

function at(payload: Record<string, unknown>, path: readonly PropertyKey[]): unknown {
  let value: unknown = payload;
  for (const part of path) {
    if (Array.isArray(value)) value = value[Number(part)];
    else if (isObject(value) && Object.hasOwn(value, part)) value = value[String(part)];
    else return undefined;
  }
  return value;
}

/** A value as a person would name it: the text "high", the number 1.5, a list of 3, an object, null. */
function valueWords(value: unknown): string {
  if (value === null) return "null";
  if (typeof value === "string") return value === "" ? "an empty text" : `the text ${quoted(value)}`;
  if (typeof value === "number")
    return Number.isFinite(value) ? `the number ${value}` : "a number too large to be kept";
  if (typeof value === "boolean") return String(value);
  if (Array.isArray(value)) return value.length === 0 ? "an empty list" : `a list of ${value.length}`;
  return "an object";
}

const amount = (limit: number | bigint, origin: string): string => {
  const number = formatNumber(Number(limit));
  if (origin === "string") return `${number} ${Number(limit) === 1 ? "character" : "characters"} long`;
  return number;
};

const sizeWords = (value: unknown): string =>
  typeof value === "string" && value !== "" ? `${formatNumber(value.length)} long` : valueWords(value);

/** In double quotes, shortened. */
const quoted = (text: string): string =>
  `"${plainText(text.slice(0, SHOWN))}${text.length > SHOWN ? "…" : ""}"`;

/** One line of well-formed text: what breaks lines, ends texts or turns the writing direction is a plain mark. */
export const plainText = (text: string): string => text.replace(UNPRINTABLE, "·").toWellFormed();

// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are exactly what is replaced.
const UNPRINTABLE = /[\u0000-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]/g;
