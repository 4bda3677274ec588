import { SIGN_IN_PROBLEMS, type SignInProblem } from "#lib/access/provider";
import { AppError, isAppError, messageOf } from "#lib/errors";

/** "unauthorized", with why in its facts. */
export const signInProblem = (problem: SignInProblem, cause?: unknown): AppError =>
  new AppError("unauthorized", SIGN_IN_PROBLEMS[problem], { cause, facts: { problem } });

/** Of whatever was thrown on the way in. What is no problem of a log-in is the store's. */
export function problemOf(error: unknown): SignInProblem {
  if (!isAppError(error)) throw error;
  const { problem } = error.facts ?? {};
  return typeof problem === "string" ? (problem as SignInProblem) : "not_now";
}

/** For the log: codes and sentences of the library's, never what the provider or the browser sent. */
export function factsOf(error: unknown): { reason: string; code?: unknown; answered?: unknown } {
  const cause = isAppError(error) && error.cause !== undefined ? error.cause : error;
  const { code, error: answered } = cause as { code?: unknown; error?: unknown };
  return { reason: messageOf(cause), code, answered };
}

const codeOf = (error: unknown): unknown =>
  typeof error === "object" && error !== null && "code" in error ? error.code : undefined;

/** Of a failure to learn what the provider can do. */
export const discoveryProblem = (error: unknown): SignInProblem =>
  isAway(error) ? "unreachable" : "misconfigured";

/** Of a failure to make a person out of what the browser brought from the provider. */
export function exchangeProblem(error: unknown): SignInProblem {
  if (isAway(error)) return "unreachable";
  const code = codeOf(error);
  if (code === "OAUTH_AUTHORIZATION_RESPONSE_ERROR") return "refused";
  // Everything but a code that is used up, too old or another browser's is between the provider and this server.
  if (code === "OAUTH_RESPONSE_BODY_ERROR")
    return (error as { error?: unknown }).error === "invalid_grant" ? "not_verified" : "misconfigured";
  return "not_verified";
}

/** It didn't answer, or not as itself: what fetch throws, a time that ran out, a proxy's 5xx. */
function isAway(error: unknown): boolean {
  if (error instanceof Error && error.name === "TimeoutError") return true;
  if (error instanceof TypeError && error.message === "fetch failed") return true;
  const { code, cause } = (error ?? {}) as { code?: unknown; cause?: unknown };
  if (code === "OAUTH_TIMEOUT" || code === "OAUTH_ABORT") return true;
  return cause instanceof Response ? cause.status >= 500 : cause !== undefined && isAway(cause);
}
