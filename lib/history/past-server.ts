import { EventList } from "../events/api.ts";
import type { StoredEvent } from "../events/envelope.ts";
import { fromWire } from "../fold.ts";
import { justAfter, justBefore, type StreamId, streamIdSeconds } from "../stream-id.ts";
import { OutageList, PastState } from "./api.ts";
import { type Moment, momentText } from "./moment.ts";
import type { Past } from "./past.ts";
import type { Anew, Still } from "./reel.ts";

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

  /** Where another stream began among these. Each was written down before the first event of the new one. */
  async function anewIn(events: readonly StoredEvent[], from: StreamId, signal: AbortSignal): Promise<Anew> {
    const anew = new Map<StreamId, Still>();
    const last = events.at(-1);
    if (!last) return anew;
    const window = { from: streamIdSeconds(from), to: streamIdSeconds(last.stream_id) };
    const query = new URLSearchParams({ from: String(window.from), to: String(window.to) });
    const { outages } = OutageList.parse(await ask(`/api/history/outages?${query}`, signal));
    for (const { cause, from: ended } of outages) {
      if (cause !== "epoch" || ended < window.from) continue;
      const first = events.find(({ stream_id }) => streamIdSeconds(stream_id) > ended);
      if (first) anew.set(first.stream_id, await stateAt({ streamId: justBefore(first.stream_id) }, signal));
    }
    return anew;
  }

  return {
    begin: null,
    end: now,
    lagSeconds: LAG_SECONDS,
    stateAt,
    async after(after, signal) {
      const page = await events({ after, order: "oldest", limit: String(PAGE) }, signal);
      return { ...page, anew: await anewIn(page.events, after, signal) };
    },
    async before(streamId, signal) {
      const end = justAfter(streamId);
      const query = { ...(end && { before: end }), order: "newest", limit: String(PAGE_BACK) };
      const [first, ...rest] = (await events(query, signal)).events.reverse();
      if (!first || rest.length === 0) return null;
      const anew = await anewIn(rest, first.stream_id, signal);
      return { still: await stateAt({ streamId: first.stream_id }, signal), events: rest, anew };
    },
  };
}

function sentenceOf(body: unknown, status: number): string {
  const detail = typeof body === "object" && body !== null && "detail" in body ? body.detail : null;
  if (typeof detail !== "string") return `The server answered ${status}.`;
  return /[.!?]$/.test(detail) ? detail : `${detail}.`;
}
