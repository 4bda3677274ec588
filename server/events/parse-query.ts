import { AppError } from "#lib/errors";
import { parse } from "#lib/query/parse";
import type { Expression } from "#lib/query/syntax";

/** A filter as a caller wrote it, read. Throws "invalid" with the place of what is wrong, at the query parameter `query`. */
export function parseQuery(text: string | undefined): Expression {
  const result = parse(text ?? "");
  if (result.kind === "query") return result.query;
  const { from, to, message } = result.problem;
  throw new AppError("invalid", message, {
    problems: [{ loc: ["query", "query"], msg: message, type: "query_syntax", ctx: { from, to } }],
  });
}
