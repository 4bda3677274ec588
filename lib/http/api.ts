import { z } from "zod";
import type { Need } from "../access/decide.ts";

/**
 * One route of the HTTP API: what validates its input is what documents it.
 * Descriptions of errors that every route of its kind has (a body that doesn't validate) are added by the documents.
 */
export interface RouteSpec {
  method: "GET" | "POST" | "PUT" | "DELETE";
  /** As in OpenAPI: `/api/dna/agents/{agent_id}/mutate`. */
  path: `/${string}`;
  /** Who may call it. */
  needs: Need;
  tag: string;
  summary: string;
  params?: z.ZodType;
  query?: z.ZodType;
  body?: z.ZodType;
  /** Where the body is a list, the limit of keys holds for each of its items. */
  keysPerItem?: true;
  /** Of success. */
  status: 200 | 201 | 202 | 303;
  /** What success answers with as JSON; "text" where it is not JSON. */
  answer: z.ZodType | "text";
  /** Further statuses: what they mean, and their body where it isn't an error's. */
  errors?: Readonly<Record<number, string | { description: string; answer: z.ZodType }>>;
}

/** What every route answers that asks the history. */
export const HISTORY_ERRORS = { 503: "The history can't be read now; live viewing goes on." } as const;

/** What a spec's handler is given: everything validated. */
export interface RouteInput<S extends RouteSpec> {
  params: S extends { params: z.ZodType } ? z.output<S["params"]> : undefined;
  query: S extends { query: z.ZodType } ? z.output<S["query"]> : undefined;
  body: S extends { body: z.ZodType } ? z.output<S["body"]> : undefined;
}

/** A value that is JSON text already: made once, answered often. */
export interface JsonText<T> {
  readonly jsonText: string;
  /** Never there: it only carries the type of what the text says. */
  readonly value?: T;
}

/** What a spec's handler answers with. */
export type RouteAnswer<S extends RouteSpec> = S["answer"] extends z.ZodType
  ? z.output<S["answer"]> | JsonText<z.output<S["answer"]>>
  : never;

/** The body of every error but 422, as FastAPI has it. */
export const ErrorAnswer = z
  .object({ detail: z.string().describe("What is wrong, for people.") })
  .meta({ id: "Error" });

/** The body of 422: everything that is wrong with the input, as FastAPI has it. */
export const ProblemsAnswer = z
  .object({
    detail: z.array(
      z.object({
        loc: z.array(z.union([z.string(), z.int()])).describe("Where: body, path or query, then the field."),
        msg: z.string().describe("What is wrong, for people."),
        type: z.string().describe("What is wrong, for machines."),
        ctx: z
          .record(z.string(), z.unknown())
          .optional()
          .describe("Further facts, such as where in a text it is."),
      }),
    ),
  })
  .meta({ id: "ValidationProblems" });
