import type { EventList } from "../../lib/events/api.ts";
import type { StoredEvent } from "../../lib/events/envelope.ts";
import type { FieldList, Histogram, OneEvent, OutageList, ValueList } from "../../lib/history/api.ts";
import type { Capsule } from "../../lib/history/capsule.ts";
import { allOutages } from "../../lib/history/outage.ts";
import { openedCapsule } from "../../lib/live/use-live.ts";
import type { StreamId } from "../../lib/stream-id.ts";
import { toIso } from "../../lib/time.ts";
import { type Answered, type Asked, idAfter } from "./pages.ts";

// The answers are this server's own, checked there: types only, so that the page carries no validator.
// Each of these throws an AskFailure, whose message is a sentence for people.

export const PAGE = 200;

/** Why the server gave no answer: its HTTP status, or 0 when none came. */
export class AskFailure extends Error {
  readonly status: number;
  constructor(status: number, message: string, cause?: unknown) {
    super(message, { cause });
    this.status = status;
  }
}

/** The history can't be read; live viewing goes on. */
export const isUnavailable = (error: unknown): boolean =>
  typeof error === "object" && error !== null && "status" in error && error.status === 503;

/** One page of the events that fit. With fewer than `PAGE` and a `next`, the search is not over. */
export async function fetchPage(query: string, asked: Asked, signal: AbortSignal): Promise<Answered> {
  const { events, next } = await ask<EventList>("/api/events", { query, ...asked, limit: PAGE }, signal);
  return { events: events as StoredEvent[], next };
}

export interface EventAndNeighbours {
  event: StoredEvent;
  /** Stream ids of the events before and after it; undefined while the history can't say. */
  older?: StreamId | null;
  newer?: StreamId | null;
}

/** The event with this stream id, or null when it is gone. */
export async function fetchEvent(
  streamId: StreamId,
  signal: AbortSignal,
): Promise<EventAndNeighbours | null> {
  try {
    const found = await ask<OneEvent>(`/api/events/${streamId}`, {}, signal);
    return { ...found, event: found.event as StoredEvent };
  } catch (error) {
    if (error instanceof AskFailure && error.status === 404) return null;
    if (!isUnavailable(error)) throw error;
  }
  // Without the history the list still has the newest part of the stream.
  const { events } = await ask<EventList>("/api/events", { before: idAfter(streamId), limit: 1 }, signal);
  const [event] = events as StoredEvent[];
  return event?.stream_id === streamId ? { event } : null;
}

interface Counted {
  query: string;
  /** Unix seconds; null is open. */
  from: number | null;
  to: number | null;
  buckets: number;
}

export const fetchHistogram = (
  { query, from, to, buckets }: Counted,
  signal: AbortSignal,
): Promise<Histogram> =>
  ask("/api/events/histogram", { query, from: isoOf(from), to: isoOf(to), buckets }, signal);

/** The fields and the types that are kept. */
export const fetchFields = (signal: AbortSignal): Promise<FieldList> => ask("/api/events/fields", {}, signal);

export const fetchValues = async (field: string, prefix: string, signal: AbortSignal): Promise<string[]> =>
  (await ask<ValueList>("/api/events/values", { field, prefix, limit: 50 }, signal)).values;

/** The server's outages that touch a stretch of time, oldest first. */
export const fetchOutages = (
  from: number | null,
  to: number | null,
  signal: AbortSignal,
): Promise<OutageList["outages"]> =>
  allOutages(to, async (until) => {
    const window = { from: isoOf(from), to: isoOf(until) };
    return (await ask<OutageList>("/api/history/outages", window, signal)).outages;
  });

type Parameters = Record<string, string | number | null>;

/** `path` with its parameters; what is null or empty is left out. */
export function pathWith(path: string, parameters: Parameters): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(parameters))
    if (value !== null && value !== "") search.set(name, String(value));
  return search.size > 0 ? `${path}?${search}` : path;
}

const isoOf = (seconds: number | null): string | null => (seconds === null ? null : toIso(seconds));

async function ask<T>(path: string, parameters: Parameters, signal: AbortSignal): Promise<T> {
  const capsule = openedCapsule();
  if (capsule) return askCapsule<T>(capsule, path, parameters);
  const answer = await fetch(pathWith(path, parameters), { signal }).catch((cause: unknown) => {
    throw new AskFailure(0, "The server did not answer.", cause);
  });
  if (!answer.ok) throw new AskFailure(answer.status, await reasonOf(answer));
  return answer.json();
}

/** An open capsule answers for the server: nothing of it is asked elsewhere. */
async function askCapsule<T>(capsule: Capsule, path: string, parameters: Parameters): Promise<T> {
  const { answerFromCapsule } = await import("../../lib/history/capsule-answers.ts");
  const answer = answerFromCapsule(capsule, path, parameters);
  if (answer === undefined) throw new AskFailure(404, "This is not in the capsule.");
  return answer as T;
}

/** What an answer that is an error says, in a sentence. */
export async function reasonOf(answer: Response): Promise<string> {
  const body: unknown = await answer.json().catch(() => null);
  const detail = typeof body === "object" && body !== null && "detail" in body ? body.detail : null;
  if (typeof detail === "string") return sentenceOf(detail);
  const [problem] = Array.isArray(detail) ? (detail as { msg?: string }[]) : [];
  return problem?.msg ? sentenceOf(problem.msg) : `The server answered ${answer.status}.`;
}

const sentenceOf = (text: string): string => (/[.!?]$/.test(text) ? text : `${text}.`);
