import type { EventList } from "../events/api.ts";
import type { StoredEvent } from "../events/envelope.ts";
import { typeMatcher } from "../events/type-pattern.ts";
import { envelopeSeconds, envelopeText, fieldOf, leafAt, payloadLeaves } from "../query/fields.ts";
import { matcher } from "../query/match.ts";
import { parse } from "../query/parse.ts";
import { ENVELOPE_FIELDS } from "../query/syntax.ts";
import { compareStreamIds, isStreamId, placeAt, type StreamId } from "../stream-id.ts";
import { parseTimestamp } from "../time.ts";
import type { FieldList, Histogram, OneEvent, OutageList, ValueList } from "./api.ts";
import type { Capsule } from "./capsule.ts";

type Parameters = Record<string, string | number | null | undefined>;

/**
 * What the server would answer if its history held this capsule only: for pages that ask it, so that an open capsule
 * asks nobody. Undefined for a question that a capsule has no answer to.
 */
export function answerFromCapsule(capsule: Capsule, path: string, asked: Parameters): unknown {
  switch (path) {
    case "/api/events":
      return listOf(capsule, asked);
    case "/api/events/histogram":
      return histogramOf(capsule, asked);
    case "/api/events/fields":
      return fieldsOf(capsule);
    case "/api/events/values":
      return valuesOf(capsule, asked);
    case "/api/history/outages":
      return { outages: capsule.outages } satisfies OutageList;
    default: {
      const streamId = /^\/api\/events\/(\d+-\d+)$/.exec(path)?.[1];
      return streamId ? oneOf(capsule, streamId) : undefined;
    }
  }
}

function fitting({ events, to }: Capsule, { query, type, after, before }: Parameters): StoredEvent[] {
  const parsed = parse(String(query ?? ""), to);
  const fits = parsed.kind === "query" ? matcher(parsed.query) : () => false;
  const ofType = typeMatcher(type ? String(type) : null);
  const [low, high] = [placeOf(after), placeOf(before)];
  return events.filter(
    (event) =>
      (low === null || compareStreamIds(event.stream_id, low) > 0) &&
      (high === null || compareStreamIds(event.stream_id, high) < 0) &&
      ofType(event.type) &&
      fits(event),
  );
}

/** A time stands just before whatever was received from then on, as in the API. */
function placeOf(place: Parameters[string]): StreamId | null {
  const text = place === null || place === undefined ? "" : String(place);
  if (text === "") return null;
  if (isStreamId(text)) return text;
  return placeAt(parseTimestamp(text)?.seconds ?? 0);
}

function listOf(capsule: Capsule, asked: Parameters): EventList {
  const found = fitting(capsule, asked);
  if (asked.order !== "oldest") found.reverse();
  const page = found.slice(0, Number(asked.limit ?? 100));
  return { events: page, next: found.length > page.length ? (page.at(-1)?.stream_id ?? null) : null };
}

function oneOf({ events, base }: Capsule, streamId: StreamId): OneEvent | undefined {
  const all = [...base.feed.recent, ...events];
  const at = all.findIndex(({ stream_id }) => stream_id === streamId);
  const event = all[at];
  if (!event) return undefined;
  return { event, older: all[at - 1]?.stream_id ?? null, newer: all[at + 1]?.stream_id ?? null };
}

const TYPES_SHOWN = 8;

function histogramOf(capsule: Capsule, asked: Parameters): Histogram {
  const from = secondsOf(asked.from) ?? capsule.from;
  const to = Math.max(secondsOf(asked.to) ?? capsule.to, from + 0.001);
  const size = Math.max(1, Math.ceil((to - from) / Number(asked.buckets ?? 120)));
  const first = Math.floor(from / size) * size;
  const found = fitting(capsule, { ...asked, after: from, before: to });
  const types = countedByType(found)
    .slice(0, TYPES_SHOWN)
    .map(([type]) => type);
  const buckets = Array.from({ length: Math.max(1, Math.ceil((to - first) / size)) }, () =>
    new Array<number>(types.length + 1).fill(0),
  );
  for (const event of found) {
    const bucket = buckets[Math.floor((envelopeSeconds(event, "received") - first) / size)];
    const place = types.indexOf(event.type);
    const column = place === -1 ? types.length : place;
    if (bucket) bucket[column] = (bucket[column] ?? 0) + 1;
  }
  return {
    from: first,
    bucket_seconds: size,
    types,
    buckets,
    total: found.length,
    complete: true,
    counted_from: from,
    newest: capsule.events.findLast((event) => envelopeSeconds(event, "received") < to)?.stream_id ?? null,
  };
}

/** Most frequent first. */
function countedByType(events: readonly StoredEvent[]): [type: string, events: number][] {
  const counts = new Map<string, number>();
  for (const { type } of events) counts.set(type, (counts.get(type) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1]);
}

const secondsOf = (text: Parameters[string]): number | null =>
  text === null || text === undefined ? null : (parseTimestamp(text)?.seconds ?? null);

function fieldsOf({ events }: Capsule): FieldList {
  const types = new Map<string, Set<string>>();
  const counts = countedByType(events);
  for (const { type, payload } of events)
    for (const { name } of payloadLeaves(payload)) types.set(name, (types.get(name) ?? new Set()).add(type));
  const own = ENVELOPE_FIELDS.map((name) => ({ name, kind: "mixed" as const, types: [] as string[] }));
  const payloads = [...types].sort(([a], [b]) => (a < b ? -1 : 1));
  return {
    fields: [
      ...own,
      ...payloads.map(([name, found]) => ({ name, kind: "mixed" as const, types: [...found].slice(0, 20) })),
    ],
    types: counts.map(([type, count]) => ({ type, events: count })),
    events: events.length,
    newest: events.at(-1)?.stream_id ?? null,
  };
}

function valuesOf({ events }: Capsule, { field, prefix, limit }: Parameters): ValueList {
  const parsed = parse(`${field ?? ""}:*`);
  if (parsed.kind !== "query" || parsed.query.kind !== "compare") return { values: [] };
  const wanted =
    parsed.query.field.kind === "envelope" ? parsed.query.field : fieldOf(parsed.query.field.path);
  const values = new Set<string>();
  for (const event of events.toReversed()) {
    const value =
      wanted.kind === "payload"
        ? leafAt(event.payload, wanted.path)
        : wanted.name === "time" || wanted.name === "received"
          ? null
          : envelopeText(event, wanted.name);
    if (value !== null && value !== undefined && typeof value !== "object") values.add(String(value));
  }
  const begins = String(prefix ?? "");
  return { values: [...values].filter((value) => value.startsWith(begins)).slice(0, Number(limit ?? 20)) };
}
