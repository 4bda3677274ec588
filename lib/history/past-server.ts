import { EventList } from "../events/api.ts";
import type { StoredEvent } from "../events/envelope.ts";
import { fromWire } from "../fold.ts";
import type { StreamId } from "../stream-id.ts";
import { PastState } from "./api.ts";
import { type Moment, momentText } from "./moment.ts";
import type { Past } from "./past.ts";

const PAGE = 1000;
/** Stepping back goes on in memory for so many events. */
const PAGE_BACK = 200;
/** From an event's arrival until it can be read out of the history. */
const LAG_SECONDS = 2;

/** The past as the server keeps it. `now` is Unix seconds by the server's clock. */
export function serverPast(now: () => number, get: typeof fetch = (...args) => fetch(...args)): Past {
  async function ask(path: string, signal: AbortSignal): Promise<unknown> {
    const answer = await get(path, { signal }).catch((cause: unknown) => {
      throw new Error("The server did not answer.", { cause });
    });
    const body: unknown = await answer.json().catch(() => null);
    if (!answer.ok) throw new Error(sentenceOf(body, answer.status));
    return body;
  }

  async function events(query: Record<string, string>, signal: AbortSignal) {
    const body = await ask(`/api/events?${new URLSearchParams(query)}`, signal);
    const { next } = EventList.parse(body);
    const page = (body as { events: StoredEvent[] }).events;
    return { events: page.filter(({ late }) => !late), next };
  }

  async function stateAt(moment: Moment, signal: AbortSignal) {
    const path = `/api/history/state?at=${encodeURIComponent(momentText(moment))}`;
    const { state, cursor } = PastState.parse(await ask(path, signal));
    return { state: fromWire(state), streamId: cursor.streamId, epoch: cursor.epoch };
  }

  return {
    begin: null,
    end: now,
    lagSeconds: LAG_SECONDS,
    stateAt,
    after: (after, signal) => events({ after, order: "oldest", limit: String(PAGE) }, signal),
    async before(streamId, signal) {
      const query = { before: justAfter(streamId), order: "newest", limit: String(PAGE_BACK) };
      const [first, ...rest] = (await events(query, signal)).events.reverse();
      if (!first || rest.length === 0) return null;
      return { still: await stateAt({ streamId: first.stream_id }, signal), events: rest };
    },
  };
}

function justAfter(streamId: StreamId): StreamId {
  const [ms, sequence] = streamId.split("-");
  return `${ms}-${BigInt(sequence ?? 0) + 1n}`;
}

function sentenceOf(body: unknown, status: number): string {
  const detail = typeof body === "object" && body !== null && "detail" in body ? body.detail : null;
  if (typeof detail !== "string") return `The server answered ${status}.`;
  return /[.!?]$/.test(detail) ? detail : `${detail}.`;
}
