import type { EventList, EventsAccepted, EventsQuery, EventsRequest } from "#lib/events/api";

export interface EventsService {
  /** From the history, or from the newest part of the log while that can't be read. "invalid" naming `query`. */
  list(query: EventsQuery): Promise<EventList>;
  /** "invalid" with problems when an event would be quarantined by the reader: `loc` begins with "body". */
  append(request: EventsRequest): Promise<EventsAccepted>;
}
