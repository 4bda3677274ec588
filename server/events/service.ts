import { AppError, type Problem } from "#lib/errors";
import type { EventsQuery, EventsRequest } from "#lib/events/api";
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
import { parseTimestamp, toSeconds } from "#lib/time";
import type { History } from "#server/history/index";
import type { EventsService } from "#server/services";
import type { EventLog } from "#server/store/port";

const PAGE = 1000;
/** Entries looked at for one answer: a rare type is searched for in several requests, each of them short. */
const SCANNED_AT_MOST = 20_000;

/** The events' own API: what is in the log, what could not be read, and a way in for producers over HTTP. */
export function createEventsService(
  log: EventLog,
  history: History,
  decodeOptions: DecodeOptions,
): EventsService {
  return {
    list: (query) => listEvents(log, decodeOptions, query),
    quarantine: ({ limit }) => ({
      total: history.quarantine.count(),
      entries: history.quarantine.newest(limit),
    }),
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

async function listEvents(log: EventLog, options: DecodeOptions, query: EventsQuery) {
  const matches = typeMatcher(query.type ?? null);
  const events: StoredEvent[] = [];
  let before = query.before;
  for (let scanned = 0; scanned < SCANNED_AT_MOST; ) {
    const page = query.type === undefined ? query.limit - events.length : PAGE;
    const entries = await log.range("events", { after: query.after, before, limit: page, order: "desc" });
    for (const entry of entries) {
      before = entry.id;
      const decoded = decode(entry, options);
      if (decoded.kind === "event" && matches(decoded.event.type)) events.push(decoded.event);
      if (events.length === query.limit) return { events, next: before };
    }
    if (entries.length < page) return { events, next: null };
    scanned += entries.length;
  }
  return { events, next: before ?? null };
}

/** Fills in what may be missing, and refuses what our own reader would put aside, naming the field. */
function complete(request: EventsRequest): BrainEvent[] {
  const many = Array.isArray(request);
  const problems: Problem[] = [];
  const events = (many ? request : [request]).map((input, index) => {
    const event = withDefaults(input);
    const decoded = decode({ id: "1-1", fields: toFields(event) });
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
