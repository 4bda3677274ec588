import { z } from "zod";
import { EventAnswer, EventsFilter } from "../events/api.ts";
import type { WireState } from "../fold.ts";
import { HISTORY_ERRORS, type RouteSpec } from "../http/api.ts";
import { StreamIdParam } from "../http/stream-id-param.ts";
import { TimeParam } from "../http/time-param.ts";
import { isStreamId, type StreamId } from "../stream-id.ts";
import { parseTimestamp } from "../time.ts";
import { OUTAGES_TOLD } from "./outage.ts";

/** Requests and answers about what is kept of the past. Times are Unix seconds, UTC, unless a field says otherwise. */

export const HISTOGRAM_BUCKETS_MAX = 400;

export const HistogramQuery = EventsFilter.pick({ query: true, type: true }).extend({
  from: TimeParam.optional().describe("Begin; the oldest event there is when left out."),
  to: TimeParam.optional().describe("End; now when left out."),
  buckets: z.coerce.number().int().min(1).max(HISTOGRAM_BUCKETS_MAX).default(120).describe("About so many."),
});
export type HistogramQuery = z.infer<typeof HistogramQuery>;

export const Histogram = z
  .object({
    from: z.number().describe("Begin of the first bucket."),
    bucket_seconds: z.number(),
    types: z.array(z.string()).describe("The most frequent ones, most frequent first; at most 8."),
    buckets: z
      .array(z.array(z.int().min(0)))
      .describe("Per bucket the events of each type above, in that order, then those of all others."),
    total: z.int().min(0).describe("All that fit."),
    complete: z.boolean().describe("False when counting took too long: older buckets are not counted then."),
    counted_from: z.number().describe("From here on everything is counted."),
    newest: z
      .string()
      .nullable()
      .describe(
        "Stream id of the newest event before the end, whether it fits or not: what comes after it is not counted yet.",
      ),
  })
  .meta({ id: "Histogram" });
export type Histogram = z.infer<typeof Histogram>;

export const FieldList = z
  .object({
    fields: z
      .array(
        z.object({
          name: z
            .string()
            .describe("As the filter language writes it: duration_seconds, metrics.cpu_usage, type."),
          kind: z.enum(["text", "number", "boolean", "time", "mixed"]),
          types: z
            .array(z.string())
            .describe("Event types that carry it, at most 20; empty for the envelope's own."),
        }),
      )
      .describe("The envelope's own first, then the payloads' by name."),
    types: z
      .array(z.object({ type: z.string(), events: z.int().min(0) }))
      .describe("Types of the events that are kept, most frequent first; at most 500."),
    events: z.int().min(0).describe("All that are kept."),
    newest: z
      .string()
      .nullable()
      .describe("Stream id of the newest that is counted; null while there is none."),
  })
  .meta({ id: "FieldList" });
export type FieldList = z.infer<typeof FieldList>;

export const ValuesQuery = z.object({
  field: z.string().min(1).max(300).describe("As the filter language writes it."),
  prefix: z.string().max(200).default("").describe("Only values that begin with it."),
  limit: z.coerce.number().int().min(1).max(100).default(20),
});
export type ValuesQuery = z.infer<typeof ValuesQuery>;

export const ValueList = z
  .object({ values: z.array(z.string()).describe("Seen values, the most recent or most frequent first.") })
  .meta({ id: "ValueList" });
export type ValueList = z.infer<typeof ValueList>;

export const EventParams = z.object({
  stream_id: StreamIdParam,
});
export type EventParams = z.infer<typeof EventParams>;

export const OneEvent = z
  .object({
    event: EventAnswer,
    older: z.string().nullable().describe("Stream id of the event before it."),
    newer: z.string().nullable().describe("Stream id of the event after it."),
  })
  .meta({ id: "OneEvent" });
export type OneEvent = z.infer<typeof OneEvent>;

export const EXPORT_FORMATS = ["ndjson", "json", "csv"] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];

export const ExportQuery = EventsFilter.extend({
  order: z.enum(["newest", "oldest"]).default("oldest"),
  format: z.enum(EXPORT_FORMATS).default("ndjson"),
  columns: z
    .string()
    .max(4000)
    .transform((text) => text.split(",").filter(Boolean))
    .optional()
    .describe("CSV only: field names as the filter language writes them, comma-separated."),
});
export type ExportQuery = z.infer<typeof ExportQuery>;

/** The answer's header that says how many events will come, where that could be counted in time. */
export const EXPORT_TOTAL_HEADER = "x-events-total";

/** A moment: a time, or a stream id, which means just after that event. */
const Moment = z
  .string()
  .max(64)
  .transform((text, context): { streamId: StreamId } | { seconds: number } => {
    if (isStreamId(text)) return { streamId: text };
    const seconds = parseTimestamp(text)?.seconds;
    if (seconds !== undefined) return { seconds };
    context.addIssue({
      code: "custom",
      message: "must be a stream id, or a time in ISO-8601 or Unix seconds",
    });
    return z.NEVER;
  });

export const StateQuery = z.object({
  at: Moment.describe("A time, or a stream id: just after that event."),
});
export type StateQuery = z.infer<typeof StateQuery>;

export const PastState = z
  .object({
    at: z.number().describe("The moment."),
    cursor: z.object({ epoch: z.string(), streamId: z.string(), eventId: z.string().nullable() }),
    state: z
      .custom<WireState>((value) => typeof value === "object" && value !== null)
      .describe("The dashboard's whole state just then, as a live page gets it."),
    replayed: z.int().min(0).describe("Events folded on top of a saved state to get there."),
  })
  .meta({ id: "PastState" });
export type PastState = z.infer<typeof PastState>;

export const OutageAnswer = z
  .object({
    id: z.string(),
    cause: z.enum(["server_down", "store_down", "trimmed", "epoch", "browser"]),
    from: z.number(),
    to: z.number().nullable().describe("Null while it lasts."),
    filled: z.boolean().describe("Every event of that time is there by now."),
    recovered: z.int().min(0).describe("Events that were read afterwards from the daily log."),
    missing: z.int().min(0).nullable().describe("Events lost for good; null when nobody can tell."),
  })
  .meta({ id: "Outage" });

export const WindowQuery = z.object({ from: TimeParam.optional(), to: TimeParam.optional() });
export type WindowQuery = z.infer<typeof WindowQuery>;

export const OutageList = z
  .object({
    outages: z.array(OutageAnswer).describe(`Oldest first; of more than ${OUTAGES_TOLD} the newest.`),
  })
  .meta({ id: "OutageList" });
export type OutageList = z.infer<typeof OutageList>;

export const HistoryReport = z
  .object({
    state: z
      .enum(["ok", "building", "unavailable"])
      .describe("Building: older events are still being read in."),
    problem: z.string().nullable().describe("What is wrong and what it means, for people."),
    events: z.int().min(0),
    since: z.number().nullable().describe("The oldest event kept."),
    until: z.number().nullable().describe("The newest event kept."),
    behind: z
      .int()
      .min(0)
      .describe(
        "Entries of the stream that aren't in it yet; where the store can't tell, those that were read and wait.",
      ),
    bytes: z.int().min(0).describe("On the disk."),
    bytes_per_day: z
      .number()
      .nullable()
      .describe("What a day costs at the present rate; null before an hour is known."),
    free_bytes: z.int().min(0).nullable().describe("Left on that disk."),
    retention_days: z.number(),
    retention_bytes: z.number().nullable().describe("Beyond it the oldest go first; null without a limit."),
    outages: z.int().min(0),
    samples: z
      .object({
        bytes: z.int().min(0).describe("On the disk."),
        retention_bytes: z.number().describe("Beyond it the oldest go first, of the finest level first."),
      })
      .describe("What robots measured, which stands beside the events."),
  })
  .meta({ id: "HistoryReport" });
export type HistoryReport = z.infer<typeof HistoryReport>;

export const CapsuleQuery = z.object({
  from: TimeParam.describe("Begin of the window."),
  to: TimeParam.describe("End of the window."),
  query: EventsFilter.shape.query,
  redact: z
    .string()
    .max(2000)
    .transform((text) =>
      text
        .split(",")
        .map((key) => key.trim())
        .filter(Boolean),
    )
    .optional()
    .describe("Payload keys whose values are taken out, comma-separated."),
  notes: z.string().max(10_000).optional().describe("What the reader should know."),
});
export type CapsuleQuery = z.infer<typeof CapsuleQuery>;

export const GetHistogram = {
  method: "GET",
  path: "/api/events/histogram",
  needs: "viewer",
  tag: "events",
  summary: "How many events fit a filter, over time and by type",
  query: HistogramQuery,
  status: 200,
  answer: Histogram,
  errors: HISTORY_ERRORS,
} satisfies RouteSpec;

export const GetFields = {
  method: "GET",
  path: "/api/events/fields",
  needs: "viewer",
  tag: "events",
  summary: "The fields and types seen so far, as the filter language names them",
  status: 200,
  answer: FieldList,
  errors: HISTORY_ERRORS,
} satisfies RouteSpec;

export const GetValues = {
  method: "GET",
  path: "/api/events/values",
  needs: "viewer",
  tag: "events",
  summary: "Values seen of a field, for completion",
  query: ValuesQuery,
  status: 200,
  answer: ValueList,
  errors: HISTORY_ERRORS,
} satisfies RouteSpec;

export const GetEvent = {
  method: "GET",
  path: "/api/events/{stream_id}",
  needs: "viewer",
  tag: "events",
  summary: "One event by its stream id, with its neighbours",
  params: EventParams,
  status: 200,
  answer: OneEvent,
  errors: { 404: "There is no such event, or not any more.", ...HISTORY_ERRORS },
} satisfies RouteSpec;

export const ExportEvents = {
  method: "GET",
  path: "/api/events/export",
  needs: "viewer",
  tag: "events",
  summary: "Every event that fits a filter, as a stream of NDJSON, JSON or CSV",
  query: ExportQuery,
  status: 200,
  answer: "text",
  errors: HISTORY_ERRORS,
} satisfies RouteSpec;

export const GetCapsule = {
  method: "GET",
  path: "/api/history/capsule",
  needs: "viewer",
  tag: "history",
  summary: "An incident capsule: a window's events, the state it began with, and notes, in one file",
  query: CapsuleQuery,
  status: 200,
  answer: "text",
  errors: HISTORY_ERRORS,
} satisfies RouteSpec;

export const GetHistoryReport = {
  method: "GET",
  path: "/api/history",
  needs: "viewer",
  tag: "history",
  summary: "What is kept of the past, and what it costs",
  status: 200,
  answer: HistoryReport,
} satisfies RouteSpec;

export const GetPastState = {
  method: "GET",
  path: "/api/history/state",
  needs: "viewer",
  tag: "history",
  summary: "The whole dashboard's state at a past moment",
  query: StateQuery,
  status: 200,
  answer: PastState,
  errors: { 404: "That moment lies before everything that is kept.", ...HISTORY_ERRORS },
} satisfies RouteSpec;

export const GetOutages = {
  method: "GET",
  path: "/api/history/outages",
  needs: "viewer",
  tag: "history",
  summary: "When nobody looked: our own outages, the store's, and what was lost",
  query: WindowQuery,
  status: 200,
  answer: OutageList,
  errors: HISTORY_ERRORS,
} satisfies RouteSpec;
