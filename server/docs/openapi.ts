import type { z } from "zod";
import { ErrorAnswer, ProblemsAnswer, type RouteSpec } from "#lib/http/api";
import { VERSION } from "#server/version";
import { ROUTES } from "./routes.ts";
import { createSchemas } from "./schemas.ts";

type Json = Record<string, unknown>;
type Schemas = ReturnType<typeof createSchemas>;

/** The OpenAPI 3.1 document of the HTTP API, made from the same specs that validate its requests. */
export function openApiDocument(): Json {
  const schemas = createSchemas();
  const paths: Record<string, Json> = {};
  for (const [name, spec] of Object.entries(ROUTES)) {
    paths[spec.path] = { ...paths[spec.path], [spec.method.toLowerCase()]: operation(name, spec, schemas) };
  }
  return {
    openapi: "3.1.0",
    info: {
      title: "Brainwave",
      version: VERSION,
      description: "Agents' DNA and karma, the aggregation job, robots and the event stream of BRAiN.",
    },
    paths,
    components: {
      schemas: schemas.components,
      securitySchemes: {
        token: { type: "http", scheme: "bearer", description: "A token, `bw_…`." },
        session: {
          type: "apiKey",
          in: "cookie",
          name: "brainwave_session",
          description: "Set by the log-in. Over TLS its name is `__Host-brainwave_session`.",
        },
      },
    },
  };
}

function operation(name: string, spec: RouteSpec, schemas: Schemas): Json {
  const parameters = [
    ...parametersOf(spec.params, "path", schemas),
    ...parametersOf(spec.query, "query", schemas),
  ];
  return {
    operationId: name[0]?.toLowerCase() + name.slice(1),
    tags: [spec.tag],
    summary: spec.summary,
    // Asked for once there is a user or a token.
    ...(spec.needs === "public"
      ? {}
      : { description: `Needs the role ${spec.needs}.`, security: [{ token: [] }, { session: [] }] }),
    ...(parameters.length > 0 ? { parameters } : {}),
    ...(spec.body ? { requestBody: { required: true, ...content(schemas.toJson(spec.body, "input")) } } : {}),
    responses: responsesOf(spec, schemas),
  };
}

function parametersOf(schema: z.ZodType | undefined, place: "path" | "query", schemas: Schemas): Json[] {
  if (!schema) return [];
  const { properties = {}, required = [] } = schemas.toJson(schema, "input") as {
    properties?: Record<string, Json>;
    required?: string[];
  };
  return Object.entries(properties).map(([name, { description, ...own }]) => ({
    name,
    in: place,
    required: required.includes(name),
    ...(description === undefined ? {} : { description }),
    schema: own,
  }));
}

function responsesOf(spec: RouteSpec, schemas: Schemas): Json {
  const success =
    spec.answer === "text"
      ? content({ type: "string" }, "text/plain")
      : content(schemas.toJson(spec.answer, "output"));
  const responses: Json = { [spec.status]: { description: "Success", ...success } };
  const refusals = { ...commonErrors(spec), ...spec.errors };
  for (const [status, refusal] of Object.entries(refusals)) {
    const own = typeof refusal === "string" ? { description: refusal, answer: ErrorAnswer } : refusal;
    responses[status] = { description: own.description, ...content(schemas.toJson(own.answer, "output")) };
  }
  return responses;
}

type Errors = NonNullable<RouteSpec["errors"]>;

/** What any route of its kind may answer beside its own errors. */
function commonErrors({ needs, params, query, body }: RouteSpec): Errors {
  const notAllowed: Errors = {
    401: "The credential is missing, unknown, expired or revoked.",
    403: "The role is not enough, or the request comes from another site.",
    429: "Too many unknown tokens from this address; Retry-After says when to try again.",
  };
  const unreadable: Errors = { 400: "The request can't be read." };
  const unfitBody: Errors = {
    413: "The body is larger than 256 KiB.",
    415: "The body is not declared as JSON.",
  };
  const invalid: Errors = { 422: { description: "The input does not validate.", answer: ProblemsAnswer } };
  return {
    ...(needs === "public" ? {} : notAllowed),
    ...(params || body ? unreadable : {}),
    ...(body ? unfitBody : {}),
    ...(params || query || body ? invalid : {}),
    503: "The store can't be reached, or the server is going down.",
  };
}

const content = (schema: Json, type = "application/json"): Json => ({ content: { [type]: { schema } } });
