import { fieldOf } from "./fields.ts";
import { Problem } from "./problem.ts";
import type { Token } from "./scan.ts";
import type { Comparison, Expression, Field, Span, Value } from "./syntax.ts";
import { isAny } from "./text.ts";
import { readValue } from "./value.ts";

/** A comparison whose value is this token; `from` is where the term begins. Throws a Problem. */
export function compared(
  field: Field,
  comparison: Comparison,
  token: Token,
  { from, now }: { from: number; now: number },
): Expression {
  const isQuoted = token.kind === "quoted";
  if (!isQuoted && /^[:=<>]/.test(token.text))
    throw new Problem(
      `Fields are compared with : != < <= > >=; a value that begins with "${token.text[0]}" is put in quotes.`,
      token,
    );
  const value = readValue(token.text, isQuoted, now);
  const reason = misfit(field, comparison, value);
  if (reason) throw new Problem(reason, token);
  return { kind: "compare", field, comparison, value, at: { from, to: token.to } };
}

/** Why a field can't be compared so, or null. */
function misfit(field: Field, comparison: Comparison, value: Value): string | null {
  const isEqual = comparison === ":" || comparison === "!=";
  if (isEqual && isAny(value)) return null;
  if (field.kind === "payload")
    return isEqual || value.number !== null || value.seconds !== null
      ? null
      : `"${comparison}" compares numbers and times, and this is neither.`;
  if (field.name !== "time" && field.name !== "received")
    return isEqual
      ? null
      : `"${comparison}" compares numbers and times; ${field.name} is a text: use : or !=.`;
  if (value.seconds !== null) return null;
  return "This is not a time: write one like 2026-11-01T10:00Z, 2026-11-01, -15m (ago) or Unix seconds.";
}

/** What is searched for everywhere. */
export function freeText({ kind, text, from, to }: Token): Expression {
  const at = { from, to };
  if (kind === "quoted") return { kind: "text", text, wildcard: false, at };
  // What goes before and after the text is left open anyway.
  const inner = text.replace(/^\*+|\*+$/g, "");
  return { kind: "text", text: inner, wildcard: inner.includes("*"), at };
}

/** The field whose name these tokens are: bare parts with dots between them, quoted ones as they are. Throws a Problem. */
export function fieldIn(tokens: readonly Token[], at: Span): Field {
  const path: string[] = [];
  let part: string | null = null;
  const close = (): void => {
    if (part === null)
      throw new Problem('A part of the field\'s name is missing; an empty one is written "".', at);
    path.push(part);
    part = null;
  };
  for (const { kind, text } of tokens) {
    const pieces = kind === "quoted" ? [text] : text.split(".");
    for (const [index, piece] of pieces.entries()) {
      if (index > 0) close();
      if (kind === "bare" && piece === "") continue;
      if (part !== null) throw new Problem("A dot goes between the parts of a field's name.", at);
      if (kind === "bare" && piece.includes("*"))
        throw new Problem("A field's name can't be left open: only values can have *.", at);
      part = piece;
    }
  }
  close();
  return fieldOf(path);
}
