import { fieldName, isIndexedNumber } from "#lib/query/fields";
import type { Comparison, EnvelopeField, Expression, Value } from "#lib/query/syntax";

/** The parts of an event that an index is kept of by name, beside its type. */
export const INDEXED = ["source", "agent", "robot", "job"] as const;
export type Indexed = (typeof INDEXED)[number];

/** A text; `*` in it stands for any characters where it is a wildcard. */
export type Pattern = Pick<Value, "text" | "wildcard">;

/** Types with such a name, or those that carry a field. */
export type Types = { named: Pattern } | { carrying: string };

/** What every event that fits has, and can be found by. */
export type Requirement =
  | { kind: "types"; any: readonly Types[] }
  | Named
  /** One of these. */
  | { kind: "any"; of: readonly Named[] }
  | { kind: "correlation"; text: string }
  /** Received between these two moments, both included. Unix seconds. */
  | { kind: "received"; from: number; to: number }
  | NumberComparisons;

/** One of these texts in one of the indexed parts. */
export interface Named {
  kind: "name";
  column: Indexed;
  patterns: readonly Pattern[];
}

/** A value in this field of the payload for which one of the comparisons holds; only of "=" it may be no number. */
export interface NumberComparisons {
  kind: "number";
  field: string;
  comparisons: readonly { operator: NumberOperator; value: number }[];
}

export type NumberOperator = "<" | "<=" | ">" | ">=" | "=";

/** Everything that an expression asks of all events that fit it. What it doesn't tell has to be looked at one by one. */
export function requirementsOf(expression: Expression): Requirement[] {
  switch (expression.kind) {
    case "and":
      return expression.parts.flatMap(requirementsOf);
    case "or":
      return commonOf(expression.parts.map(requirementsOf));
    case "compare": {
      const { field, comparison, value } = expression;
      return field.kind === "envelope"
        ? ofEnvelope(field.name, comparison, value)
        : ofPayload(field.path, comparison, value);
    }
    default:
      return [];
  }
}

export const isIndexed = (name: EnvelopeField): name is Indexed =>
  (INDEXED as readonly string[]).includes(name);

function ofEnvelope(name: EnvelopeField, comparison: Comparison, value: Value): Requirement[] {
  const { text, wildcard, seconds } = value;
  if (name === "received") return seconds === null ? [] : received(comparison, seconds);
  if (comparison !== ":") return [];
  if (name === "type") return [{ kind: "types", any: [{ named: { text, wildcard } }] }];
  if (name === "correlation" && !wildcard) return [{ kind: "correlation", text }];
  return isIndexed(name) ? [{ kind: "name", column: name, patterns: [{ text, wildcard }] }] : [];
}

function received(comparison: Comparison, seconds: number): Requirement[] {
  if (comparison === "!=") return [];
  const from = comparison === "<" || comparison === "<=" ? 0 : seconds;
  const to = comparison === ">" || comparison === ">=" ? Number.POSITIVE_INFINITY : seconds;
  return [{ kind: "received", from, to }];
}

function ofPayload(path: readonly string[], comparison: Comparison, value: Value): Requirement[] {
  if (comparison === "!=") return [];
  const field = fieldName({ kind: "payload", path });
  const carried: Requirement = { kind: "types", any: [{ carrying: field }] };
  const operator = comparison === ":" ? "=" : comparison;
  const number = operator === "=" ? value.number : (value.number ?? value.seconds);
  if (number === null || !isIndexedNumber(path.at(-1) ?? "")) return [carried];
  return [{ kind: "number", field, comparisons: [{ operator, value: number }] }, carried];
}

// Of alternatives, what all of them ask for: one of the names of each, a number as one of them wants it.
function commonOf(alternatives: readonly Requirement[][]): Requirement[] {
  const [first = [], ...others] = alternatives;
  const common = first.flatMap((requirement) => {
    const same = others.map((other) => other.find((one) => subjectOf(one) === subjectOf(requirement)));
    return same.reduce<Requirement[]>(([all], one) => (all && one ? either(all, one) : []), [requirement]);
  });
  if (common.some(({ kind }) => kind === "name")) return common;
  const names = alternatives.flatMap((one) => one.filter(({ kind }) => kind === "name").slice(0, 1));
  return names.length === alternatives.length ? [...common, { kind: "any", of: names as Named[] }] : common;
}

function either(a: Requirement, b: Requirement): Requirement[] {
  if (a.kind === "types" && b.kind === "types") return [{ ...a, any: [...a.any, ...b.any] }];
  if (a.kind === "name" && b.kind === "name") return [{ ...a, patterns: [...a.patterns, ...b.patterns] }];
  if (a.kind === "number" && b.kind === "number")
    return [{ ...a, comparisons: [...a.comparisons, ...b.comparisons] }];
  if (a.kind === "received" && b.kind === "received")
    return [{ ...a, from: Math.min(a.from, b.from), to: Math.max(a.to, b.to) }];
  return [];
}

function subjectOf(requirement: Requirement): string {
  if (requirement.kind === "name") return requirement.column;
  return requirement.kind === "number" ? `number ${requirement.field}` : requirement.kind;
}
