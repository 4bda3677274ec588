/**
 * The filter language, one grammar for browser, REST and SQL:
 *
 *     type:telemetry.* robot:robot_00* duration_seconds<60 -source:simulator "free text"
 *
 * Terms side by side must all fit; `or`, `and`, `not` (or a leading `-`) and parentheses combine them, and
 * `type:(a or b)` says one field's values together. Texts compare without regard to the case of A–Z; in what isn't
 * quoted, `*` stands for any characters, and `field:*` for any value at all. `field!=value` is `not field:value`.
 */

/** Where in the text something stands: characters from `from` up to `to` (exclusive). */
export interface Span {
  from: number;
  to: number;
}

/** `=` is read as `:`. */
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
  /** `*` in it stands for any characters. Never in what was quoted. */
  wildcard: boolean;
  number: number | null;
  seconds: number | null;
}

/** `at` includes the parentheses around it. */
export type Expression =
  /** Everything fits. */
  | { kind: "all" }
  | { kind: "and" | "or"; parts: readonly Expression[]; at: Span }
  | { kind: "not"; part: Expression; at: Span }
  /** Stands somewhere in the type, the source, the target, the id or the payload. */
  | { kind: "text"; text: string; wildcard: boolean; at: Span }
  | { kind: "compare"; field: Field; comparison: Comparison; value: Value; at: Span };

export interface QueryProblem extends Span {
  /** A sentence for people: what is wrong there, and what would be right. */
  message: string;
}

export type Parsed = { kind: "query"; query: Expression } | { kind: "problem"; problem: QueryProblem };

/** More than any person writes, and little enough that no filter costs much by its size. */
export const QUERY_LIMITS = { chars: 2000, depth: 32, terms: 100 };
