import { isReplaying } from "../../lib/live/use-live.ts";

export type Method = "POST" | "PUT" | "DELETE";

export type Answer =
  | { ok: true; body: unknown }
  | { ok: false; status: number; message: string; body: unknown };

/** Sends JSON to this server. Never throws: what went wrong comes back as a sentence. The past sends nothing. */
export async function postJson(path: string, body: unknown, method: Method = "POST"): Promise<Answer> {
  if (isReplaying())
    return {
      ok: false,
      status: 409,
      message: "This is the past. Return to live to change something.",
      body: null,
    };
  return sendJson(path, body, method);
}

/** The same, whatever moment the page shows. */
export async function sendJson(path: string, body: unknown, method: Method = "POST"): Promise<Answer> {
  const answer = await fetch(path, {
    method,
    ...(body !== undefined && {
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
    }),
  }).catch(() => null);
  if (!answer) return { ok: false, status: 0, message: "The server did not answer.", body: null };
  const given: unknown = await answer.json().catch(() => null);
  if (answer.ok) return { ok: true, body: given };
  return { ok: false, status: answer.status, message: detailOf(given, answer.status), body: given };
}

// Errors have FastAPI's shape: one sentence, or a list of fields and what is wrong with each.
function detailOf(body: unknown, status: number): string {
  const detail = typeof body === "object" && body !== null && "detail" in body ? body.detail : null;
  if (typeof detail === "string") return detail;
  if (!Array.isArray(detail)) return `The server answered ${status}.`;
  return detail
    .map((problem: { loc?: unknown[]; msg?: string }) => {
      const field = (problem.loc ?? []).filter((part) => part !== "body").join(".");
      return `${field ? `${field}: ` : ""}${problem.msg ?? "is not valid"}`;
    })
    .join("; ");
}
