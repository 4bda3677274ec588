import { parse } from "../../lib/query/parse.ts";
import type { Expression } from "../../lib/query/syntax.ts";

/** The type, or the pattern of types, that a filter asks for beside all else; null when it asks for none or for several. */
export function typeIn(text: string): string | null {
  const terms = typeTerms(text);
  return terms.length === 1 ? (terms[0]?.value.text ?? null) : null;
}

/** The filter with this type or pattern instead of the one it had; null lets go of it. */
export function withType(text: string, type: string | null): string {
  let rest = text;
  for (const { at } of typeTerms(text).toReversed()) rest = `${rest.slice(0, at.from)} ${rest.slice(at.to)}`;
  // What stands beside an "or" would bind tighter than it.
  const own = isOr(rest) && type !== null ? `(${rest.trim()})` : rest;
  return `${type === null ? "" : `type:${type} `}${own}`.replace(/ {2,}/g, " ").trim();
}

type Compare = Extract<Expression, { kind: "compare" }>;

function typeTerms(text: string): Compare[] {
  const parsed = parse(text);
  if (parsed.kind === "problem") return [];
  const { query } = parsed;
  const parts = query.kind === "and" && isPlain(query, text) ? query.parts : [query];
  return parts.filter(
    (part): part is Compare =>
      part.kind === "compare" &&
      part.comparison === ":" &&
      part.field.kind === "envelope" &&
      part.field.name === "type" &&
      isPlain(part, text),
  );
}

// Around what stands in parentheses more than its words would have to go.
const isPlain = (part: Exclude<Expression, { kind: "all" }>, text: string): boolean =>
  text[part.at.from] !== "(";

function isOr(text: string): boolean {
  const parsed = parse(text);
  return parsed.kind === "query" && parsed.query.kind === "or" && text.trim()[0] !== "(";
}
