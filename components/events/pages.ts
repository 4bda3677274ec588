import type { StoredEvent } from "../../lib/events/envelope.ts";
import { compareStreamIds, isStreamId, type StreamId, streamIdSeconds } from "../../lib/stream-id.ts";
import { firstMs, parseTimestamp, toIso } from "../../lib/time.ts";
import { endsOf, type Show, type Span } from "./view.ts";

/** Rows kept in the browser; those that go out of it at one end are asked for again. */
export const PAGES_KEPT = 10_000;

/** A place in the stream as the API takes it: a stream id, or a time in ISO-8601. */
export type Place = string;
export type Order = "newest" | "oldest";
export type Side = "above" | "below";

/** What lies beyond the rows at one side: nothing, or more from a place on (null is the very end of the stream). */
export type Edge = { kind: "end" } | { kind: "open"; from: Place | null };

/** A stretch of the past that can grow at both ends. Rows are as they are shown, `order` says which come first. */
export interface Pages {
  order: Order;
  rows: readonly StoredEvent[];
  above: Edge;
  below: Edge;
}

/** The receive times that all pages stay within, both exclusive as the API has them. */
export interface Bounds {
  after: Place | null;
  before: Place | null;
}

/** What is asked of the server: from a place on in one direction. */
export interface Asked extends Bounds {
  order: Order;
}

/** The server's answer: the events nearest to the place first, and where to go on. */
export interface Answered {
  events: readonly StoredEvent[];
  next: StreamId | null;
}

/** No rows yet, and where they are to come from. */
export function startPages(show: Exclude<Show, { kind: "live" }>): Pages {
  const order = show.kind === "oldest" ? "oldest" : "newest";
  const [above, below] = edgesOf(show);
  return { order, rows: [], above, below };
}

function edgesOf(show: Exclude<Show, { kind: "live" }>): [above: Edge, below: Edge] {
  switch (show.kind) {
    case "newest":
    case "oldest":
      return [{ kind: "end" }, { kind: "open", from: null }];
    case "time": {
      // Both are exclusive, but a time stands just before whatever was received from then on.
      const from = toIso(show.seconds);
      return [
        { kind: "open", from },
        { kind: "open", from },
      ];
    }
    case "id":
      return [
        { kind: "open", from: show.streamId },
        { kind: "open", from: idAfter(show.streamId) },
      ];
  }
}

/** What to ask for to see more at one side, or null when there is no more. */
export function askFor(pages: Pages, side: Side, bounds: Bounds, from: Edge = pages[side]): Asked | null {
  if (from.kind === "end") return null;
  const order: Order = (side === "below") === (pages.order === "newest") ? "newest" : "oldest";
  return order === "newest"
    ? { ...bounds, before: from.from ?? bounds.before, order }
    : { ...bounds, after: from.from ?? bounds.after, order };
}

/** The pages with an answer added at one side. What is too much goes out at the other. */
export function onAnswer(pages: Pages, side: Side, { events, next }: Answered): Pages {
  const edge: Edge = next === null ? { kind: "end" } : { kind: "open", from: next };
  const rows = side === "below" ? [...pages.rows, ...events] : [...events.toReversed(), ...pages.rows];
  const grown = { ...pages, rows, [side]: edge };
  if (rows.length <= PAGES_KEPT) return grown;
  const other: Side = side === "below" ? "above" : "below";
  const kept = side === "below" ? rows.slice(-PAGES_KEPT) : rows.slice(0, PAGES_KEPT);
  const last = side === "below" ? kept[0] : kept.at(-1);
  return { ...grown, rows: kept, [other]: { kind: "open", from: last?.stream_id ?? null } };
}

/** How far has been searched beyond the last row, in Unix seconds; null when the rows themselves say it. */
export function searchedTo({ rows, ...edges }: Pages, side: Side): number | null {
  const edge = edges[side];
  if (edge.kind === "end" || edge.from === null) return null;
  const last = side === "below" ? rows.at(-1) : rows[0];
  return last?.stream_id === edge.from ? null : placeSeconds(edge.from);
}

export const placeSeconds = (place: Place): number | null =>
  isStreamId(place) ? streamIdSeconds(place) : (parseTimestamp(place)?.seconds ?? null);

/** What a stretch of time means at a moment; nothing from `until` on, where that is given. Unix seconds. */
export function boundsOf(span: Span, now: number, until: number | null): Bounds {
  const { from, to } = endsOf(span, now);
  const end = to ?? until;
  return { after: from === null ? null : toIso(from), before: end === null ? null : toIso(end) };
}

/** The row that was looked for, or the first one before it: where newer ones end. */
export function markedIn(rows: readonly StoredEvent[], show: Show): StreamId | null {
  if (show.kind !== "time" && show.kind !== "id") return null;
  const place = show.kind === "id" ? idAfter(show.streamId) : `${firstMs(show.seconds)}-0`;
  return rows.find(({ stream_id }) => compareStreamIds(stream_id, place) < 0)?.stream_id ?? null;
}

/** The smallest id after this one: `before` it, this one is the newest. */
export function idAfter(streamId: StreamId): StreamId {
  const [ms = "0", sequence = "0"] = streamId.split("-");
  const last = BigInt(sequence) === 2n ** 64n - 1n;
  return last ? `${BigInt(ms) + 1n}-0` : `${ms}-${BigInt(sequence) + 1n}`;
}
