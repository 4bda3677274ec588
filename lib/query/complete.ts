import { fieldName } from "./fields.ts";
import { endOf, type Place, placeOf } from "./place.ts";
import { printedText } from "./print.ts";
import { Problem } from "./problem.ts";
import { scan, type Token } from "./scan.ts";
import { fieldIn } from "./terms.ts";
import { lower } from "./text.ts";

/** A field that is known, as GET /api/events/fields lists it. */
export interface KnownField {
  name: string;
  kind: "text" | "number" | "boolean" | "time" | "mixed";
  types: readonly string[];
}

export interface Known {
  fields: readonly KnownField[];
  /** Values seen of a field that begin with the prefix; null while nobody has asked for them. */
  valuesOf: (field: string, prefix: string) => readonly string[] | null;
}

export interface Option {
  /** What goes in. */
  text: string;
  /** What to show. */
  label: string;
  /** What it is. */
  detail: string;
}

export interface Completion {
  /** What an option's `text` replaces: characters from `from` up to `to` (exclusive). */
  from: number;
  to: number;
  /** The best first; at most OPTIONS_MAX. */
  options: Option[];
  /** The field whose values would help here and aren't known yet, and what they begin with; else null. */
  wantsValuesOf: { field: string; prefix: string } | null;
}

export const OPTIONS_MAX = 50;

/** What could stand at the caret: field names, comparisons, values seen, and what combines terms. */
export function complete(text: string, caret: number, known: Known): Completion {
  const place = placeOf(scan(text), caret);
  return place.kind === "value"
    ? values(place, text, caret, known)
    : names(place, text.slice(place.at.from, caret), known);
}

function values(
  { name, sign, value }: PlaceOf<"value">,
  text: string,
  caret: number,
  known: Known,
): Completion {
  const field = nameOf(name);
  const from = value?.from ?? caret;
  const to = value ? endOf(value, caret) : caret;
  const written = text.slice(from, caret);
  const kind = known.fields.find((one) => one.name === field)?.kind ?? "mixed";
  if (kind === "time") return { from, to, options: times(written), wantsValuesOf: null };
  const isEqual = sign.text === ":" || sign.text === "=" || sign.text === "!=";
  if (field === null || !isEqual) return { from, to, options: [], wantsValuesOf: null };
  const prefix = written.replace(/^"|"$|\*+$/g, "");
  const seen = kind === "boolean" ? ["true", "false"] : known.valuesOf(field, prefix);
  const options = best(seen ?? [], prefix, (one) => one)
    .map((one) => ({ text: printedText(one), label: one, detail: field }))
    .filter((option) => option.text !== text.slice(from, to));
  return { from, to, options, wantsValuesOf: seen === null ? { field, prefix } : null };
}

type PlaceOf<Kind> = Extract<Place, { kind: Kind }>;

function nameOf(tokens: readonly Token[]): string | null {
  try {
    return fieldName(fieldIn(tokens, { from: 0, to: 0 }));
  } catch (error) {
    if (error instanceof Problem) return null;
    throw error;
  }
}

const TIMES: [text: string, detail: string][] = [
  ["-15m", "15 minutes ago"],
  ["-1h", "an hour ago"],
  ["-24h", "a day ago"],
  ["-7d", "a week ago"],
];
const times = (written: string): Option[] =>
  TIMES.filter(([text]) => text.startsWith(written)).map(([text, detail]) => ({ text, label: text, detail }));

const COMPARISONS: [sign: string, detail: string, isForNumbers: boolean][] = [
  [":", "is", false],
  ["!=", "is not", false],
  ["<", "is less than", true],
  ["<=", "is at most", true],
  [">", "is more than", true],
  [">=", "is at least", true],
];

const WORDS: [word: string, detail: string][] = [
  ["or", "one of both fits"],
  ["and", "both fit, as without it"],
  ["not", "what follows doesn't fit"],
];

function names({ at, isFirst }: PlaceOf<"name">, prefix: string, known: Known): Completion {
  const exact = known.fields.find(({ name }) => name === prefix);
  const signs = exact ? comparisonsOf(exact) : [];
  const words = WORDS.filter(([word]) => word.startsWith(lower(prefix)) && (word === "not" || !isFirst));
  const fields = best(known.fields, prefix, ({ name }) => name).filter((field) => field !== exact);
  const options = [
    ...signs,
    ...fields.slice(0, OPTIONS_MAX - signs.length - words.length).map(fieldOption),
    ...words.map(([word, detail]) => ({ text: `${word} `, label: word, detail })),
  ];
  return { ...at, options, wantsValuesOf: null };
}

// What can be compared in more than one way is completed first, then its comparisons are offered.
const fieldOption = (field: KnownField): Option => ({
  text: hasOrder(field) ? field.name : `${field.name}:`,
  label: field.name,
  detail: aboutField(field),
});

const comparisonsOf = (field: KnownField): Option[] =>
  COMPARISONS.filter(([, , isForNumbers]) => !isForNumbers || hasOrder(field)).map(([sign, detail]) => ({
    text: `${field.name}${sign}`,
    label: `${field.name}${sign}`,
    detail,
  }));

const hasOrder = ({ kind }: KnownField): boolean => kind === "number" || kind === "time" || kind === "mixed";

function aboutField({ kind, types: [first, ...more] }: KnownField): string {
  if (first === undefined) return kind;
  return more.length === 0 ? `${kind} in ${first}` : `${kind} in ${more.length + 1} types`;
}

/** Those that begin with what is written, then those that have it somewhere. */
function best<One>(all: readonly One[], written: string, textOf: (one: One) => string): One[] {
  const wanted = lower(written);
  const begin = all.filter((one) => lower(textOf(one)).startsWith(wanted));
  const inside = all.filter((one) => lower(textOf(one)).indexOf(wanted) > 0);
  return [...begin, ...inside].slice(0, OPTIONS_MAX);
}
