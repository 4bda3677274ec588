import { type AppError, type ErrorCode, isAppError, type Problem } from "#lib/errors";
import type { JsonText } from "#lib/http/api";
import { services } from "#server/services";

const STATUS: Record<ErrorCode, number> = {
  invalid: 400,
  not_found: 404,
  conflict: 409,
  too_large: 413,
  unsupported_media_type: 415,
  unauthorized: 401,
  forbidden: 403,
  rate_limited: 429,
  store_unavailable: 503,
  store_full: 507,
  history_unavailable: 503,
  shutting_down: 503,
  robot_id_missing: 422,
  robot_id_invalid: 422,
};

// Live figures: nothing between us and the caller may keep them.
const JSON_HEADERS = { "content-type": "application/json", "cache-control": "no-store" };

/** An answer as JSON. Its schema is checked by tests, not here: validating it again would cost as much as making it. */
export function json(value: unknown, status = 200): Response {
  const text = isJsonText(value) ? value.jsonText : JSON.stringify(value);
  return new Response(text, { status, headers: JSON_HEADERS });
}

const isJsonText = (value: unknown): value is JsonText<unknown> =>
  typeof value === "object" && value !== null && "jsonText" in value;

/** FastAPI's error body: a sentence, or the list of what is wrong with the input. */
export const detail = (status: number, content: string | readonly Problem[]): Response =>
  json({ detail: content }, status);

/**
 * Any thrown value as an answer. "invalid" with problems is 422, without them 400; what isn't an AppError is a
 * defect: it is logged whole, and the caller is told nothing of our insides.
 */
export function errorResponse(error: unknown, request: Request): Response {
  if (isAppError(error)) return appErrorResponse(error);
  const path = request.url.replace(/^[a-z]+:\/\/[^/]*|\?.*$/g, "");
  services().log.error({ err: error, method: request.method, path }, "request failed");
  return detail(500, "Internal error");
}

function appErrorResponse({ code, message, problems, facts }: AppError): Response {
  if (problems && problems.length > 0) return detail(422, problems);
  const response = json({ detail: message, ...facts }, STATUS[code]);
  if (code === "unauthorized") response.headers.set("www-authenticate", "Bearer");
  if (typeof facts?.retry_after === "number") response.headers.set("retry-after", String(facts.retry_after));
  return response;
}
