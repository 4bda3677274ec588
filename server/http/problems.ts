import type { z } from "zod";
import type { Problem } from "#lib/errors";
import { isObject } from "#lib/json";

type Issue = z.core.$ZodIssue;

/** What a schema found wrong with an input, as FastAPI (pydantic 2) says it: all of it, each with its place. */
export function problemsOf(issues: readonly Issue[], place: string, input: unknown): Problem[] {
  return issues.flatMap((issue) => toProblems(issue, [place], input));
}

function toProblems(issue: Issue, place: (string | number)[], input: unknown): Problem[] {
  const path = issue.path.map((step) => (typeof step === "symbol" ? String(step) : step));
  const loc = [...place, ...path];
  const value = path.reduce<unknown>(inside, input);
  if (issue.code === "invalid_union" && issue.errors.length > 0)
    return meantBranch(issue.errors).flatMap((inner) => toProblems(inner, loc, value));
  if (value === undefined) return [{ loc, msg: "Field required", type: "missing" }];
  return [{ loc, ...wording(issue, value) }];
}

const inside = (value: unknown, step: string | number): unknown =>
  (isObject(value) || Array.isArray(value)) && Object.hasOwn(value, step)
    ? (value as Record<string | number, unknown>)[step]
    : undefined;

// One or many: of the shapes that were tried, the one that the input has, which complains about its insides only.
function meantBranch(branches: readonly Issue[][]): readonly Issue[] {
  const meant = branches.find((issues) => issues.every(({ path }) => path.length > 0));
  return meant ?? branches.at(0) ?? [];
}

function wording(issue: Issue, value: unknown): { msg: string; type: string } {
  switch (issue.code) {
    case "invalid_type":
      return typeWording(issue.expected, value);
    case "too_small":
      return sizeWording(issue, issue.minimum, "greater_than_equal", "too_short", "at least");
    case "too_big":
      return sizeWording(issue, issue.maximum, "less_than_equal", "too_long", "at most");
    case "invalid_value":
      return { msg: `Input should be ${anyOf(issue.values)}`, type: "enum" };
    case "invalid_format":
      return { msg: issue.message, type: "string_pattern_mismatch" };
    case "unrecognized_keys":
      return { msg: "Extra inputs are not permitted", type: "extra_forbidden" };
    default:
      return { msg: issue.message, type: "value_error" };
  }
}

const TYPES: Record<string, { msg: string; type: string }> = {
  string: { msg: "Input should be a valid string", type: "string_type" },
  number: { msg: "Input should be a valid number", type: "float_type" },
  boolean: { msg: "Input should be a valid boolean", type: "bool_type" },
  object: { msg: "Input should be an object", type: "model_attributes_type" },
  record: { msg: "Input should be a valid dictionary", type: "dict_type" },
  array: { msg: "Input should be a valid list", type: "list_type" },
};

function typeWording(expected: string, value: unknown): { msg: string; type: string } {
  if (expected === "int" && typeof value === "number")
    return {
      msg: "Input should be a valid integer, got a number with a fractional part",
      type: "int_from_float",
    };
  return TYPES[expected] ?? { msg: `Input should be a valid ${expected}`, type: `${expected}_type` };
}

type SizeIssue = Extract<Issue, { code: "too_small" | "too_big" }>;

function sizeWording(
  issue: SizeIssue,
  limit: number | bigint,
  numberType: string,
  lengthType: string,
  bound: string,
): { msg: string; type: string } {
  // A schema's own sentence is better than any made here.
  const own = /^Too (?:small|big):/.test(issue.message) ? null : issue.message;
  if (issue.origin === "string")
    return {
      msg: own ?? `String should have ${bound} ${counted(limit, "character")}`,
      type: `string_${lengthType}`,
    };
  if (issue.origin === "array" || issue.origin === "set")
    return { msg: own ?? `List should have ${bound} ${counted(limit, "item")}`, type: lengthType };
  const comparison = issue.code === "too_small" ? "greater than or equal to" : "less than or equal to";
  return { msg: own ?? `Input should be ${comparison} ${limit}`, type: numberType };
}

const counted = (count: number | bigint, noun: string): string => `${count} ${noun}${count === 1 ? "" : "s"}`;

function anyOf(values: readonly unknown[]): string {
  const quoted = values.map((value) => `'${String(value)}'`);
  const last = quoted.pop() ?? "";
  return quoted.length > 0 ? `${quoted.join(", ")} or ${last}` : last;
}
