import type { StoredEvent } from "../events/envelope.ts";
import { typeMatcher } from "../events/type-pattern.ts";
import { envelopeSeconds, envelopeText, leafAt } from "./fields.ts";
import type { Comparison, Expression, Value } from "./syntax.ts";
import { escaped, isAny, lower } from "./text.ts";

type Fits = (event: StoredEvent) => boolean;
type Compare = Extract<Expression, { kind: "compare" }>;

/**
 * Tells which events fit; `toSql` finds the same ones.
 *
 * `field:value` compares texts without regard to the case of A–Z, a payload's numbers as numbers, true, false and null
 * as these words; a list fits where one of its elements does, an object never, and `field:*` where there is anything
 * else. `<`, `<=`, `>`, `>=` fit numbers only, not those in lists. What an event doesn't have fits nothing, so that
 * `field!=value`, which is `not field:value`, fits events without the field too.
 */
export function matcher(query: Expression): Fits {
  switch (query.kind) {
    case "all":
      return () => true;
    case "and": {
      const parts = query.parts.map(matcher);
      return (event) => parts.every((fits) => fits(event));
    }
    case "or": {
      const parts = query.parts.map(matcher);
      return (event) => parts.some((fits) => fits(event));
    }
    case "not":
      return not(matcher(query.part));
    case "text":
      return textMatcher(query);
    case "compare":
      if (query.comparison === "!=") return not(matcher({ ...query, comparison: ":" }));
      return query.field.kind === "payload"
        ? payloadMatcher(query, query.field.path)
        : envelopeMatcher(query);
  }
}

const not =
  (fits: Fits): Fits =>
  (event) =>
    !fits(event);

function textMatcher({ text, wildcard }: Extract<Expression, { kind: "text" }>): Fits {
  const contains = (wanted: string): ((text: string) => boolean) =>
    wildcard ? pattern(`*${wanted}*`) : (found) => lower(found).includes(wanted);
  const inText = contains(lower(text.toWellFormed()));
  const inJson = contains(lower(escaped(text)));
  return (event) =>
    inText(event.type) ||
    inText(event.source.toWellFormed()) ||
    inText(event.id.toWellFormed()) ||
    (event.target !== null && inJson(JSON.stringify(event.target))) ||
    inJson(JSON.stringify(event.payload));
}

function envelopeMatcher({ field, comparison, value }: Compare): Fits {
  if (field.kind !== "envelope") return () => false;
  const { name } = field;
  if (name === "time" || name === "received") {
    if (isAny(value)) return () => true;
    return (event) => holds(comparison, envelopeSeconds(event, name), value.seconds);
  }
  if (isAny(value)) return (event) => envelopeText(event, name) !== null;
  // Names stand in the history as UTF-8, which has no half characters; the rest stands in it as JSON.
  const isName = !IN_JSON.has(name);
  const fits = textFits(isName ? { ...value, text: value.text.toWellFormed() } : value);
  return (event) => {
    const text = envelopeText(event, name);
    return text !== null && fits(isName ? text.toWellFormed() : text);
  };
}

const IN_JSON: ReadonlySet<string> = new Set(["target", "mission", "task", "tenant", "actor", "severity"]);

function payloadMatcher({ comparison, value }: Compare, path: readonly string[]): Fits {
  if (comparison !== ":") {
    const wanted = value.number ?? value.seconds;
    return ({ payload }) => holds(comparison, leafAt(payload, path), wanted);
  }
  if (isAny(value)) return ({ payload }) => isLeaf(leafAt(payload, path));
  const fits = leafFits(value);
  return ({ payload }) => {
    const leaf = leafAt(payload, path);
    return Array.isArray(leaf) ? leaf.some(fits) : fits(leaf);
  };
}

const isLeaf = (value: unknown): boolean =>
  value !== undefined && (typeof value !== "object" || value === null || Array.isArray(value));

function leafFits(value: Value): (leaf: unknown) => boolean {
  const fits = textFits(value);
  const isWord = value.wildcard ? fits : (word: string) => word === lower(value.text);
  return (leaf) => {
    if (typeof leaf === "string") return fits(leaf);
    if (typeof leaf === "number" && Number.isFinite(leaf))
      return value.wildcard ? fits(String(leaf)) : leaf === value.number;
    // JSON has no infinite numbers: it writes null.
    if (typeof leaf === "boolean" || leaf === null || typeof leaf === "number")
      return isWord(typeof leaf === "boolean" ? String(leaf) : "null");
    return false;
  };
}

function textFits({ text, wildcard }: Value): (text: string) => boolean {
  if (wildcard) return pattern(lower(text));
  const wanted = lower(text);
  return (found) => lower(found) === wanted;
}

/** As SQLite's LIKE has it: a text ends before its first NUL, and half a character is U+FFFD. */
function pattern(wanted: string): (text: string) => boolean {
  const fits = typeMatcher(wanted);
  return (text) => {
    const end = text.indexOf("\0");
    return fits(lower((end === -1 ? text : text.slice(0, end)).toWellFormed()));
  };
}

function holds(comparison: Comparison, found: unknown, wanted: number | null): boolean {
  if (typeof found !== "number" || !Number.isFinite(found) || wanted === null) return false;
  switch (comparison) {
    case ":":
      return found === wanted;
    case "<":
      return found < wanted;
    case "<=":
      return found <= wanted;
    case ">":
      return found > wanted;
    case ">=":
      return found >= wanted;
    case "!=":
      return found !== wanted;
  }
}
