import { AppError, isAppError, type Problem } from "#lib/errors";
import type { EventList, EventsQuery, EventsRequest } from "#lib/events/api";
import { type DecodeOptions, decode } from "#lib/events/decode";
import {
  type BrainEvent,
  CARRIED_FIELDS,
  charterMeta,
  type EventInput,
  type StoredEvent,
} from "#lib/events/envelope";
import { toFields } from "#lib/events/fields";
import { typeMatcher } from "#lib/events/type-pattern";
import { matcher } from "#lib/query/match";
import { parseTimestamp, toSeconds } from "#lib/time";
import type { EventsService } from "#server/services/events";
import type { EventLog } from "#server/store/port";
import { parseQuery } from "./parse-query.ts";

const PAGE = 1000;
const AUDIT = "access.";
/** Entries looked at for one answer: a rare type is searched for in several requests, each of them short. */
const SCANNED_AT_MOST = 20_000;

export interface EventsParts {
  log: EventLog;
  decodeOptions: DecodeOptions;
  /** Answers from the history; fails with "history_unavailable" while that can't be read. */
  listFromHistory(query: EventsQuery): Promise<EventList>;
}

/** The events' own API: what there is, and a way in for producers over HTTP. */
export function createEventsService({ log, decodeOptions, listFromHistory }: EventsParts): EventsService {
  return {
    async list(query) {
      try {
        return await listFromHistory(query);
      } catch (error) {
        if (!isAppError(error) || error.code !== "history_unavailable") throw error;
        return listFromLog(log, decodeOptions, query);
      }
    },
    async append(request) {
      const events = complete(request);
      const ids = await log.append(
        "events",
        events.map((event) => ({ dedupId: event.id, fields: toFields(event) })),
      );
      return { accepted: events.map(({ id }, index) => ({ id, stream_id: ids[index] ?? "" })) };
    },
  };
}

/** The newest part of the past stands in the log itself. */
async function listFromLog(log: EventLog, options: DecodeOptions, query: EventsQuery): Promise<EventList> {
  const fitsType = typeMatcher(query.type ?? null);
  const fitsQuery = matcher(parseQuery(query.query));
  const isAll = query.type === undefined && query.query === undefined;
  const newestFirst = query.order === "newest";
  let { after, before } = query;
  const events: StoredEvent[] = [];
  for (let scanned = 0; scanned < SCANNED_AT_MOST; ) {
    const page = isAll ? query.limit - events.length : PAGE;
    const entries = await log.range("events", {
      after,
      before,
      limit: page,
      order: newestFirst ? "desc" : "asc",
    });
    for (const entry of entries) {
      if (newestFirst) before = entry.id;
      else after = entry.id;
      const decoded = decode(entry, options);
      if (decoded.kind === "event" && fitsType(decoded.event.type) && fitsQuery(decoded.event))
        events.push(decoded.event);
      if (events.length === query.limit) return { events, next: entry.id };
    }
    if (entries.length < page) return { events, next: null };
    scanned += entries.length;
  }
  return { events, next: (newestFirst ? before : after) ?? null };
}

/** Fills in what may be missing, and refuses what our own reader would put aside, naming the field. */
function complete(request: EventsRequest): BrainEvent[] {
  const many = Array.isArray(request);
  const problems: Problem[] = [];
  const events = (many ? request : [request]).map((input, index) => {
    const event = withDefaults(input);
    const decoded = decode({ id: "1-1", fields: toFields(event) });
    // The audit trail is written by this server alone. As it will be read: an event may be wrapped in another.
    if (decoded.kind === "event" && decoded.event.type.startsWith(AUDIT)) {
      const place = many ? ["body", index, "type"] : ["body", "type"];
      problems.push({ loc: place, msg: `${AUDIT}* is told by this server only`, type: "value_error" });
    }
    if (decoded.kind === "quarantined") {
      const place = many ? ["body", index] : ["body"];
      const { field, reason } = decoded.entry;
      problems.push({ loc: [...place, ...field.split(".")], msg: reason, type: "value_error" });
    }
    return event;
  });
  if (problems.length > 0) throw new AppError("invalid", "An event does not fit its type", { problems });
  return events;
}

function withDefaults(input: EventInput): BrainEvent {
  const event: BrainEvent = {
    id: input.id ?? crypto.randomUUID(),
    type: input.type,
    source: input.source,
    target: input.target,
    timestamp: parseTimestamp(input.timestamp)?.seconds ?? toSeconds(Date.now()),
    payload: input.payload,
    meta: input.meta ?? charterMeta(input.source, input.type.split(".")[0] ?? input.type),
  };
  for (const name of CARRIED_FIELDS) if (input[name] !== undefined) event[name] = input[name];
  return event;
}
