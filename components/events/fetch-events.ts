import { EventList, Quarantine } from "../../lib/events/api.ts";
import type { StoredEvent } from "../../lib/events/envelope.ts";

export const PAGE = 200;

export interface EventPage {
  /** Newest first. */
  events: StoredEvent[];
  /** Where to go on; null when that was all. */
  next: string | null;
}

interface Wanted {
  type: string | null;
  before: string | null;
  limit?: number;
}

/** Older events from the server. Throws an Error whose message is a sentence for people. */
export async function fetchEvents(wanted: Wanted, signal?: AbortSignal): Promise<EventPage> {
  const query = new URLSearchParams({ limit: String(wanted.limit ?? PAGE) });
  if (wanted.type) query.set("type", wanted.type);
  if (wanted.before) query.set("before", wanted.before);
  const { events, next } = EventList.parse(await get(`/api/events?${query}`, signal));
  return { events: events as StoredEvent[], next };
}

/** The event with this stream id, or null when it is gone. */
export async function fetchEvent(streamId: string, signal?: AbortSignal): Promise<StoredEvent | null> {
  const [ms, sequence] = streamId.split("-");
  const before = `${ms}-${BigInt(sequence ?? 0) + 1n}`;
  const { events } = await fetchEvents({ type: null, before, limit: 1 }, signal);
  return events[0]?.stream_id === streamId ? events[0] : null;
}

export async function fetchQuarantine(signal?: AbortSignal): Promise<Quarantine> {
  return Quarantine.parse(await get("/api/events/quarantine?limit=200", signal));
}

async function get(path: string, signal: AbortSignal | undefined): Promise<unknown> {
  const answer = await fetch(path, signal ? { signal } : {}).catch((cause: unknown) => {
    throw new Error("The server did not answer.", { cause });
  });
  if (!answer.ok) throw new Error(`The server answered ${answer.status}.`);
  return answer.json();
}
