import { z } from "zod";
import type { RouteSpec } from "../http/api.ts";
import { isStreamId, placeAt, type StreamId } from "../stream-id.ts";
import { parseTimestamp } from "../time.ts";
import { EventInput } from "./envelope.ts";

/** Requests and answers about the event stream itself (contract section 4). `timestamp` is in Unix seconds. */

export const EVENTS_AT_ONCE = 1000;

/** A place in the stream: an id, or a time, which stands just before whatever was received from then on. */
const Place = z
  .string()
  .max(64)
  .transform((text, context): StreamId => {
    if (isStreamId(text)) return text;
    const seconds = parseTimestamp(text)?.seconds;
    if (seconds !== undefined) return placeAt(seconds);
    context.addIssue({
      code: "custom",
      message: "must be a stream id, or a time in ISO-8601 or Unix seconds",
    });
    return z.NEVER;
  });

/** Which events: by the filter language, and by place or time in the stream. */
export const EventsFilter = z.object({
  query: z
    .string()
    .max(2000)
    .optional()
    .describe(
      'The filter language: type:telemetry.* robot:robot_00* duration_seconds<60 -source:simulator "text"',
    ),
  type: z.string().min(1).max(200).optional().describe("Only this type; * stands for any characters: dna.*"),
  after: Place.optional().describe("Only events after this stream id, or received at this time or later."),
  before: Place.optional().describe("Only events before this stream id, or received before this time."),
});
/** `after` and `before` are stream ids by now, both exclusive. */
export type EventsFilter = z.infer<typeof EventsFilter>;

export const EventsQuery = EventsFilter.extend({
  limit: z.coerce.number().int().min(1).max(1000).default(100).describe("At most so many events."),
  order: z.enum(["newest", "oldest"]).default("newest").describe("Which end comes first."),
});
/** `after` and `before` are stream ids by now, both exclusive. */
export type EventsQuery = z.infer<typeof EventsQuery>;

export const EventAnswer = z
  .object({
    stream_id: z.string().describe("Its place in the one order there is."),
    id: z.string(),
    type: z.string(),
    source: z.string(),
    target: z.string().nullable(),
    timestamp: z.number().describe("Unix seconds, UTC."),
    payload: z.record(z.string(), z.unknown()),
    meta: z.record(z.string(), z.unknown()),
    mission_id: z.string().optional(),
    task_id: z.string().optional(),
    correlation_id: z.string().optional(),
    tenant_id: z.string().optional(),
    actor_id: z.string().optional(),
    severity: z.string().optional(),
    late: z
      .literal(true)
      .optional()
      .describe("It could only be read after its moment had passed: no past state has it."),
  })
  .meta({ id: "Event" });

export const EventList = z
  .object({
    events: z.array(EventAnswer).describe("Newest first, unless asked for the oldest first."),
    next: z
      .string()
      .nullable()
      .describe(
        "Hand it on as `before` (as `after` when the oldest come first) for more; null when that was all. A search that takes long answers with what it has found so far.",
      ),
  })
  .meta({ id: "EventList" });
export type EventList = z.infer<typeof EventList>;

const NewEvent = EventInput.refine(
  ({ timestamp }) => timestamp === undefined || parseTimestamp(timestamp) !== null,
  { path: ["timestamp"], message: "must be a time in Unix seconds or ISO-8601" },
).meta({ id: "NewEvent" });

export const EventsRequest = z.union([NewEvent, z.array(NewEvent).min(1).max(EVENTS_AT_ONCE)]);
export type EventsRequest = z.infer<typeof EventsRequest>;

export const EventsAccepted = z
  .object({
    accepted: z
      .array(z.object({ id: z.string(), stream_id: z.string() }))
      .describe("In the order given; an id that was there already keeps its place."),
  })
  .meta({ id: "EventsAccepted" });
export type EventsAccepted = z.infer<typeof EventsAccepted>;

export const ListEvents = {
  method: "GET",
  path: "/api/events",
  needs: "viewer",
  tag: "events",
  summary: "Events by the filter language and by place or time in the stream, newest first",
  query: EventsQuery,
  status: 200,
  answer: EventList,
} satisfies RouteSpec;

export const PublishEvents = {
  method: "POST",
  path: "/api/events",
  needs: "operator",
  tag: "events",
  summary: "Append events to the stream; an id that is there already is not appended again",
  body: EventsRequest,
  keysPerItem: true,
  status: 202,
  answer: EventsAccepted,
} satisfies RouteSpec;
