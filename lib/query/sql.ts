import type { Comparison, Expression, Value } from "./syntax.ts";
import { lower } from "./text.ts";

/** A condition; its question marks stand for `parameters`, in order. */
export interface Condition {
  where: string;
  parameters: (string | number)[];
}

export type Compare = Extract<Expression, { kind: "compare" }>;

export const sql = (where: string, ...parameters: (string | number)[]): Condition => ({ where, parameters });

/** A text column that is the value. */
export const textIs = (column: string, { text, wildcard }: Value): Condition =>
  wildcard ? sql(isLike(column), like(text)) : sql(`lower(${column}) = ?`, lower(text));

/** LIKE takes A–Z for a–z, as `lower` does, and is faster than lower() and another comparison. */
export const isLike = (column: string): string => `${column} LIKE ? ESCAPE '\\'`;

/** A text for LIKE that is taken as it is. */
export const literally = (text: string): string => text.replace(/[\\%_]/g, "\\$&");

/** A pattern with `*` for LIKE. */
export const like = (pattern: string): string => literally(pattern).replace(/\*+/g, "%");

export const operator = (comparison: Comparison): string => (comparison === ":" ? "=" : comparison);
