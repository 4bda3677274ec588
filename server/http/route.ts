import type { z } from "zod";
import { AppError, type Problem } from "#lib/errors";
import type { RouteAnswer, RouteInput, RouteSpec } from "#lib/http/api";
import type { Client } from "#server/security/client";
import { services } from "#server/services";
import type { Asker } from "#server/services/access";
import { readJson } from "./body.ts";
import { errorResponse, json } from "./errors.ts";
import { problemsOf } from "./problems.ts";
import { textProblem } from "./values.ts";

export { json };

/** As Next and our own server call a route handler. */
export interface RouteHandler {
  (request: Request, context: RouteContext): Promise<Response>;
  spec: RouteSpec;
}

export interface RouteContext {
  params: Promise<Record<string, string>>;
  /** Who is at the other end; only our own server knows. */
  client?: Client;
}

/** Where a request comes from when nobody says: all of those share their limits. */
const UNKNOWN_CLIENT: Client = { address: "", secure: false };

type Answer<S extends RouteSpec> = RouteAnswer<S> | Response;

/**
 * A route handler: the input validated by its spec, what `run` gives as JSON with the status of success (a Response
 * as it is), every failure in FastAPI's shape. Uses Web standards only, so that Next and our server both host it.
 */
export function route<S extends RouteSpec>(
  spec: S,
  run: (input: RouteInput<S>, asker: Asker, request: Request) => Answer<S> | Promise<Answer<S>>,
): RouteHandler {
  async function handle(request: Request, context: RouteContext) {
    try {
      // First of all, and here, so that it holds wherever the handler is hosted.
      const client = context.client ?? UNKNOWN_CLIENT;
      const who = await services().access.permit(request, { needs: spec.needs }, client);
      const problems: Problem[] = [];
      const params = spec.params && checked(spec.params, "path", await context.params, problems);
      const query = spec.query && checked(spec.query, "query", queryOf(request.url), problems);
      const body =
        spec.body && checked(spec.body, "body", await readJson(request, spec.keysPerItem), problems);
      if (problems.length > 0) throw new AppError("invalid", "The request does not validate", { problems });
      const answer = await run({ params, query, body } as RouteInput<S>, { who, client }, request);
      return answer instanceof Response ? answer : json(answer, spec.status);
    } catch (error) {
      return errorResponse(error, request);
    }
  }
  return Object.assign(handle, { spec });
}

function checked(schema: z.ZodType, place: string, input: unknown, problems: Problem[]): unknown {
  if (place !== "body") refuseDamaged(place, input as Record<string, string>, problems);
  const parsed = schema.safeParse(input);
  if (parsed.success) return parsed.data;
  problems.push(...problemsOf(parsed.error.issues, place, input));
  return undefined;
}

function refuseDamaged(place: string, texts: Record<string, string>, problems: Problem[]): void {
  for (const name in texts) {
    const msg = textProblem(texts[name] ?? "");
    if (msg) problems.push({ loc: [place, name], msg, type: "value_error" });
  }
}

function queryOf(url: string): Record<string, string> {
  const start = url.indexOf("?");
  if (start === -1) return {};
  // Of a name given twice the last counts, as in FastAPI. fromEntries makes own properties, whatever their names.
  return Object.fromEntries(new URLSearchParams(url.slice(start)));
}
