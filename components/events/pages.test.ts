import { expect, test } from "vitest";
import type { StoredEvent } from "../../lib/events/envelope.ts";
import { compareStreamIds } from "../../lib/stream-id.ts";
import {
  type Asked,
  askFor,
  type Bounds,
  boundsOf,
  idAfter,
  markedIn,
  onAnswer,
  PAGES_KEPT,
  type Pages,
  type Side,
  searchedTo,
  startPages,
} from "./pages.ts";

const event = (number: number) => ({ stream_id: `${number}-0` }) as StoredEvent;
const ALL: Bounds = { after: null, before: null };

/** A server with the events 1–9 that answers two at a time. */
function answer({ after, before, order }: Asked, size = 2) {
  const fitting = Array.from({ length: 9 }, (_, i) => event(i + 1)).filter(
    ({ stream_id }) =>
      (after === null || compareStreamIds(stream_id, after) > 0) &&
      (before === null || compareStreamIds(stream_id, before) < 0),
  );
  if (order === "newest") fitting.reverse();
  const events = fitting.slice(0, size);
  return { events, next: fitting.length > size ? (events.at(-1)?.stream_id ?? null) : null };
}

function more(pages: Pages, side: Side, bounds = ALL): Pages {
  const asked = askFor(pages, side, bounds);
  return asked ? onAnswer(pages, side, answer(asked)) : pages;
}
const numbers = ({ rows }: Pages) => rows.map(({ stream_id }) => Number.parseInt(stream_id, 10));

function all(pages: Pages, bounds = ALL): number[] {
  for (let i = 0; i < 20; i++) pages = more(more(pages, "below", bounds), "above", bounds);
  expect([pages.above.kind, pages.below.kind]).toEqual(["end", "end"]);
  return numbers(pages);
}

test("the newest first: only older ones follow", () => {
  const first = more(startPages({ kind: "newest" }), "below");
  expect(numbers(first)).toEqual([9, 8]);
  expect(askFor(first, "above", ALL)).toBeNull();
  expect(all(first)).toEqual([9, 8, 7, 6, 5, 4, 3, 2, 1]);
});

test("the oldest first: only newer ones follow", () => {
  expect(all(startPages({ kind: "oldest" }))).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9]);
});

test("from an event on, it stands between the newer and the older ones, each once", () => {
  const start = startPages({ kind: "id", streamId: "5-0" });
  expect(numbers(more(more(start, "below"), "above"))).toEqual([7, 6, 5, 4]);
  expect(all(start)).toEqual([9, 8, 7, 6, 5, 4, 3, 2, 1]);
});

test("from a time on, both sides ask from that time", () => {
  const start = startPages({ kind: "time", seconds: 1_767_225_600 });
  const at = "2026-01-01T00:00:00.000Z";
  expect(askFor(start, "below", ALL)).toEqual({ after: null, before: at, order: "newest" });
  expect(askFor(start, "above", ALL)).toEqual({ after: at, before: null, order: "oldest" });
});

test("no page leaves the chosen stretch", () => {
  const bounds = { after: "2-0", before: "7-0" };
  expect(all(startPages({ kind: "newest" }), bounds)).toEqual([6, 5, 4, 3]);
  expect(all(startPages({ kind: "oldest" }), bounds)).toEqual([3, 4, 5, 6]);
});

test("what goes out of sight at one end can be had again", () => {
  const many = Array.from({ length: PAGES_KEPT }, (_, i) => event(1_000_000 - i));
  let pages = onAnswer(startPages({ kind: "newest" }), "below", {
    events: many,
    next: many.at(-1)!.stream_id,
  });
  expect(pages.above.kind).toBe("end");
  pages = onAnswer(pages, "below", { events: [event(3), event(2)], next: "2-0" });
  expect(pages.rows).toHaveLength(PAGES_KEPT);
  expect(pages.rows.at(-1)).toEqual(event(2));
  expect(askFor(pages, "above", ALL)).toEqual({ after: "999998-0", before: null, order: "oldest" });
});

test("a search that found too little says how far it has come, and goes on from there", () => {
  const pages = onAnswer(startPages({ kind: "newest" }), "below", { events: [], next: "1767225600000-0" });
  expect(searchedTo(pages, "below")).toBe(1_767_225_600);
  expect(askFor(pages, "below", ALL)).toMatchObject({ before: "1767225600000-0" });
  expect(searchedTo(more(startPages({ kind: "newest" }), "below"), "below")).toBeNull();
});

test("the last hour is the one before now, and in a replay the one before its moment", () => {
  const hour = { kind: "last", seconds: 3600 } as const;
  const now = 1_767_225_600;
  const [before, at] = ["2025-12-31T23:00:00.000Z", "2026-01-01T00:00:00.000Z"];
  expect(boundsOf(hour, now, null)).toEqual({ after: before, before: null });
  expect(boundsOf(hour, now, now)).toEqual({ after: before, before: at });
  expect(boundsOf({ kind: "between", from: now - 3600, to: now }, 0, null)).toEqual({
    after: before,
    before: at,
  });
  expect(boundsOf({ kind: "all" }, now, null)).toEqual(ALL);
});

test("the mark stands at the event that was looked for, or where it would be", () => {
  const rows = [event(9), event(7), event(5), event(3)];
  expect(markedIn(rows, { kind: "id", streamId: "7-0" })).toBe("7-0");
  expect(markedIn(rows, { kind: "id", streamId: "6-0" })).toBe("5-0");
  expect(markedIn(rows, { kind: "time", seconds: 0.007 })).toBe("5-0");
  expect(markedIn(rows, { kind: "id", streamId: "2-0" })).toBeNull();
  expect(markedIn(rows, { kind: "newest" })).toBeNull();
});

test("the id after an event's is the next one there can be", () => {
  expect(idAfter("5-0")).toBe("5-1");
  expect(idAfter("5-18446744073709551615")).toBe("6-0");
});
