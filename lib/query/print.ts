import { parse } from "./parse.ts";
import type { Comparison, Expression } from "./syntax.ts";
import { quoted } from "./text.ts";

/**
 * One term of a filter: `term("reason", "it broke")` is `reason:"it broke"`. `name` is a field as `fieldName` has it.
 * It fits what has this value; a text also the number that it spells.
 */
export const term = (
  name: string,
  value: string | number | boolean | null,
  comparison: Comparison = ":",
): string => `${name}${comparison}${typeof value === "string" ? printedText(value) : String(value)}`;

/** A text as a value: in quotes where it needs them. */
export const printedText = (text: string): string => (PLAIN.test(text) ? text : quoted(text));

// Neither blanks nor what has a meaning of its own.
const PLAIN = /^[\p{L}\p{N}_@$/.+-][\p{L}\p{N}_@$/.+:#%-]*$/u;

/** The filter with one more term that must fit too; unchanged when it asks for that already. */
export function add(text: string, term: string): string {
  const parsed = parse(text, 0);
  if (parsed.kind === "problem") return `${text.trim()} ${term}`;
  const { query } = parsed;
  if (query.kind === "all") return term;
  if (partsOf(query).some((part) => isSame(part, term))) return text;
  const isOpen = query.kind === "or" && query.at.from === spanOf(query.parts[0]).from;
  return isOpen ? `(${text.trim()}) ${term}` : `${text.trim()} ${term}`;
}

/** The filter without a term; unchanged when it isn't there, or only as one of several ways to fit. */
export function remove(text: string, term: string): string {
  const parsed = parse(text, 0);
  if (parsed.kind === "problem") return text;
  const parts = partsOf(parsed.query);
  const kept = parts.filter((part) => !isSame(part, term));
  if (kept.length === parts.length) return text;
  return kept.map((part) => text.slice(spanOf(part).from, spanOf(part).to)).join(" ");
}

/** What must fit, all of it. */
const partsOf = (query: Expression): readonly Expression[] => (query.kind === "and" ? query.parts : [query]);

function isSame(part: Expression, term: string): boolean {
  const parsed = parse(term, 0);
  return parsed.kind === "query" && shapeOf(parsed.query) === shapeOf(part);
}

const shapeOf = (query: Expression): string =>
  JSON.stringify(query, (key, value) => (key === "at" ? undefined : value));

const spanOf = (query: Expression | undefined) =>
  query && query.kind !== "all" ? query.at : { from: 0, to: 0 };
