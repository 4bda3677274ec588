/**
 * The filter language, one grammar for browser, REST and SQL:
 *
 *     type:telemetry.* robot:robot_00* duration_seconds<60 -source:simulator "free text"
 *
 * Terms side by side must all fit; `or`, `and`, `not` (or a leading `-`) and parentheses combine them.
 * Texts compare without regard to the case of A–Z; `*` stands for any characters.
 */

/** Where in the text something stands: characters from `from` up to `to` (exclusive). */
export interface Span {
  from: number;
  to: number;
}

export type Comparison = ":" | "!=" | "<" | "<=" | ">" | ">=";

/**
 * What a comparison is about: a part of the envelope, whom the event is about (`agent`, `robot`, `job`, as
 * `entityOf` says), or a leaf of the payload by its path: `metrics.cpu_usage` is ["metrics", "cpu_usage"].
 */
export type Field = { kind: "envelope"; name: EnvelopeField } | { kind: "payload"; path: readonly string[] };

export const ENVELOPE_FIELDS = [
  "type",
  "source",
  "target",
  "id",
  "agent",
  "robot",
  "job",
  "correlation",
  "mission",
  "task",
  "tenant",
  "actor",
  "severity",
  /** When it happened, by its producer's clock. */
  "time",
  /** When it came into the stream. */
  "received",
] as const;
export type EnvelopeField = (typeof ENVELOPE_FIELDS)[number];

/** A value as it was written; `number` is set where it reads as one, `seconds` where it reads as a time. */
export interface Value {
  text: string;
  number: number | null;
  seconds: number | null;
}

export type Expression =
  /** Everything fits. */
  | { kind: "all" }
  | { kind: "and" | "or"; parts: readonly Expression[] }
  | { kind: "not"; part: Expression }
  /** Stands somewhere in the type, the source, the target, the id or the payload. */
  | { kind: "text"; text: string; at: Span }
  | { kind: "compare"; field: Field; comparison: Comparison; value: Value; at: Span };

export interface QueryProblem extends Span {
  /** A sentence for people: what is wrong there, and what would be right. */
  message: string;
}

export type Parsed = { kind: "query"; query: Expression } | { kind: "problem"; problem: QueryProblem };
