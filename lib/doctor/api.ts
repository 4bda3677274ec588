import { z } from "zod";
import { HISTORY_ERRORS, type RouteSpec } from "../http/api.ts";
import { DoctorReport } from "./report.ts";

/** Requests and answers about what deviates from the contract, and what could not be read. Times are Unix seconds. */

export const QuarantineQuery = z.object({
  limit: z.coerce.number().int().min(1).max(1000).default(100).describe("At most so many entries."),
  after: z
    .string()
    .regex(/^\d{1,15}$/, "must be the `next` of an earlier answer")
    .optional()
    .describe("The `next` of an earlier answer: older entries than those."),
});
export type QuarantineQuery = z.infer<typeof QuarantineQuery>;

export const QuarantinedEntry = z
  .object({
    stream_id: z.string(),
    field: z.string().describe("The field that made it unreadable."),
    reason: z.string().describe("Why, to be read after the field's name."),
    fields: z.record(z.string(), z.string()).describe("As they came, long ones shortened."),
    whole: z.boolean().describe("The entry was kept whole, so that it can be tried again."),
    seen_at: z.number().describe("When it was put aside."),
  })
  .meta({ id: "QuarantinedEntry" });
export type QuarantinedEntry = z.infer<typeof QuarantinedEntry>;

export const Quarantine = z
  .object({
    total: z.int().min(0).describe("Put aside so far; the oldest are counted but no longer kept."),
    entries: z.array(QuarantinedEntry).describe("Newest first."),
    next: z.string().nullable().describe("Hand it on as `after` for older ones; null when that was all."),
  })
  .meta({ id: "Quarantine" });
export type Quarantine = z.infer<typeof Quarantine>;

/** Which entries: some, or `{ "all": true }`. */
export const Chosen = z
  .object({
    stream_ids: z.array(z.string().min(1).max(64)).min(1).max(1000).optional(),
    all: z.literal(true).optional(),
  })
  .refine(({ stream_ids, all }) => (stream_ids === undefined) !== (all === undefined), {
    message: 'must be either { "stream_ids": […] } or { "all": true }',
  })
  .meta({ id: "ChosenEntries" });
export type Chosen = z.infer<typeof Chosen>;

export const RetryResult = z
  .object({
    retried: z.int().min(0),
    readable: z.int().min(0).describe("Read now: they took their place in the history."),
    still_unreadable: z.int().min(0),
    problems: z
      .array(QuarantinedEntry.pick({ stream_id: true, field: true, reason: true }))
      .describe("Why they still can't be read; at most 100."),
  })
  .meta({ id: "RetryResult" });
export type RetryResult = z.infer<typeof RetryResult>;

export const DropResult = z.object({ dropped: z.int().min(0) }).meta({ id: "DropResult" });
export type DropResult = z.infer<typeof DropResult>;

export const GetDoctor = {
  method: "GET",
  path: "/api/doctor",
  needs: "viewer",
  tag: "doctor",
  summary: "How well the stream keeps to the contract, per event type and per producer",
  status: 200,
  answer: DoctorReport,
  errors: HISTORY_ERRORS,
} satisfies RouteSpec;

export const GetQuarantine = {
  method: "GET",
  path: "/api/events/quarantine",
  needs: "viewer",
  tag: "doctor",
  summary: "Entries of the stream that could not be read as events, and why",
  query: QuarantineQuery,
  status: 200,
  answer: Quarantine,
  errors: HISTORY_ERRORS,
} satisfies RouteSpec;

export const RetryQuarantined = {
  method: "POST",
  path: "/api/events/quarantine/retry",
  needs: "operator",
  tag: "doctor",
  summary: "Read entries again that were put aside, after a mend of the reader or of a setting",
  body: Chosen,
  status: 200,
  answer: RetryResult,
  errors: HISTORY_ERRORS,
} satisfies RouteSpec;

export const DropQuarantined = {
  method: "POST",
  path: "/api/events/quarantine/drop",
  needs: "operator",
  tag: "doctor",
  summary: "Forget entries that were put aside",
  body: Chosen,
  status: 200,
  answer: DropResult,
  errors: HISTORY_ERRORS,
} satisfies RouteSpec;
