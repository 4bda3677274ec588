/** Every failure a caller can meet, by code. The HTTP status of each stands in `server/http/errors.ts`. */
export type ErrorCode =
  | "invalid"
  | "not_found"
  | "conflict"
  | "too_large"
  | "unsupported_media_type"
  | "unauthorized"
  | "forbidden"
  | "rate_limited"
  | "store_unavailable"
  | "store_full"
  | "history_unavailable"
  | "shutting_down"
  | "robot_id_missing"
  | "robot_id_invalid";

/** One thing wrong with an input, in the shape FastAPI answers with. */
export interface Problem {
  loc: (string | number)[];
  msg: string;
  type: string;
  /** Further facts, such as where in a text it is. */
  ctx?: Record<string, unknown>;
}

/**
 * A failure with a code for machines and a sentence for people.
 * Next bundles route handlers apart from the server, so `instanceof` fails across the two copies:
 * ask with `isAppError`, never with `instanceof`.
 */
export class AppError extends Error {
  readonly brand = "brainwave.AppError";
  readonly code: ErrorCode;
  readonly problems: Problem[] | undefined;
  /** Told beside the sentence, for machines: what a caller needs to go on. */
  readonly facts: Readonly<Record<string, unknown>> | undefined;

  constructor(
    code: ErrorCode,
    message: string,
    options: { cause?: unknown; problems?: Problem[]; facts?: Record<string, unknown> } = {},
  ) {
    super(message, "cause" in options ? { cause: options.cause } : undefined);
    this.name = "AppError";
    this.code = code;
    this.problems = options.problems;
    this.facts = options.facts;
  }
}

export function isAppError(error: unknown): error is AppError {
  return (
    typeof error === "object" && error !== null && "brand" in error && error.brand === "brainwave.AppError"
  );
}

/** The sentence of any thrown value. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
