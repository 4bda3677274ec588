import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { StoredEvent } from "#lib/events/envelope";
import { toFields } from "#lib/events/fields";
import { emptyState, fold, toWire } from "#lib/fold";
import { streamIdSeconds } from "#lib/stream-id";
import { asked, pagesOf, type Wanted } from "./asking.fixture.ts";
import { type Past, START_MS, someEvent, writePast } from "./past.fixture.ts";
import { createQuestions } from "./questions.ts";

let past: Past;
let questions: ReturnType<typeof createQuestions>;
beforeAll(() => {
  past = writePast({ events: 3000, stateEvery: 400 });
  questions = createQuestions({ file: past.file });
});
afterAll(() => {
  questions.close(null);
  past.remove();
});

describe("a page", () => {
  test("has every event as the decoder gave it, from either end", () => {
    expect(walked({ order: "oldest", limit: 700 })).toEqual(past.events);
    expect(walked({ order: "newest", limit: 700 })).toEqual(past.events.toReversed());
  });

  test("begins after and ends before the places given, which it doesn't include", () => {
    const [after, before] = [past.events[100], past.events[130]].map((event) => event?.stream_id ?? "");
    const between = asked("", { after: after ?? null, before: before ?? null });
    for (const order of ["oldest", "newest"] as const) {
      const { events, next } = questions.page({ ...between, order, limit: 100 });
      const expected = past.events.slice(101, 130);
      expect(events).toEqual(order === "oldest" ? expected : expected.toReversed());
      expect(next).toBeNull();
    }
  });

  test("that is full says where to go on, one that has the rest doesn't", () => {
    const all = past.events.length;
    expect(questions.page({ ...asked(""), order: "oldest", limit: all }).next).toBeNull();
    expect(questions.page({ ...asked(""), order: "oldest", limit: all - 1 }).next).toBe(
      past.events.at(-2)?.stream_id,
    );
  });

  test("of a search that takes too long has what was found, and the next goes on where it stopped", () => {
    let clock = 0;
    const slow = createQuestions({ file: past.file, now: () => (clock += 400), firstSlice: 130 });
    for (const order of ["oldest", "newest"] as const) {
      const pages = pagesOf(slow, { order, limit: 900 });
      expect(pages.length).toBeGreaterThan(8);
      expect(pages[0]?.length).toBeLessThan(900);
      expect(pages.flat()).toEqual(order === "oldest" ? past.events : past.events.toReversed());
    }
    slow.close(null);
  });

  test("of an empty window is empty", () => {
    const window = asked("", { after: past.events.at(-1)?.stream_id ?? null });
    expect(questions.page({ ...window, order: "newest", limit: 5 })).toEqual({ events: [], next: null });
  });
});

describe("one event", () => {
  test("comes with its neighbours", () => {
    const [older, event, newer] = past.events.slice(10, 13) as [StoredEvent, StoredEvent, StoredEvent];
    expect(questions.event(event.stream_id)).toEqual({
      event,
      older: older.stream_id,
      newer: newer.stream_id,
    });
    expect(questions.event(past.events[0]?.stream_id ?? "")).toMatchObject({ older: null });
    expect(questions.event(past.events.at(-1)?.stream_id ?? "")).toMatchObject({ newer: null });
    expect(questions.event(`${START_MS}-77`)).toBeNull();
  });
});

test("ids that don't fit a key keep their place and their name", () => {
  const odd = writePast({
    events: 40,
    idOf: (index) => (index < 20 ? `${index + 1}-0` : `99999999999999-${index}99999999`),
  });
  const asking = createQuestions({ file: odd.file });
  const ids = odd.events.map(({ stream_id }) => stream_id);
  expect(asking.page({ ...asked(""), order: "oldest", limit: 100 }).events).toEqual(odd.events);
  const first = asking.page({ ...asked(""), order: "newest", limit: 7 });
  expect(first.next).toBe(ids.at(-7));
  const second = asking.page({ ...asked("", { before: first.next }), order: "newest", limit: 100 });
  expect([...first.events, ...second.events]).toEqual(odd.events.toReversed());
  expect(asking.event(ids[30] ?? "")).toMatchObject({
    event: odd.events[30],
    older: ids[29],
    newer: ids[31],
  });
  asking.close(null);
  odd.remove();
});

describe("a past state", () => {
  const stateAfter = (count: number) => toWire(fold(emptyState, past.events.slice(0, count)));

  test("is what folding everything up to that moment gives", () => {
    const index = fc.integer({ min: 0, max: past.events.length - 1 });
    const check = (at: number) => {
      const last = past.events[at] as StoredEvent;
      const found = questions.stateAt({ moment: { streamId: last.stream_id } });
      expect(found?.state).toEqual(stateAfter(at + 1));
      expect(found?.cursor).toEqual({ epoch: "epoch-1", streamId: last.stream_id, eventId: last.id });
      expect(found?.replayed).toBeLessThan(400);
    };
    fc.assert(fc.property(index, check), { numRuns: 50, examples: [[0], [6], [399], [400], [401], [2999]] });
  });

  test("of a time has every event of that millisecond, and none of the next", () => {
    const index = 7 * 30 + 5;
    expect(past.events[index + 1]?.stream_id).toMatch(/-1$/);
    const seconds = streamIdSeconds(past.events[index]?.stream_id ?? "");
    expect(questions.stateAt({ moment: { seconds } })?.state).toEqual(stateAfter(index + 2));
    expect(questions.stateAt({ moment: { seconds: seconds - 0.001 } })?.state).toEqual(stateAfter(index));
  });

  test("before everything is unknown, or the first one when that will do", () => {
    const late = writePast({ events: 10, beginsAt: `${START_MS - 500}-0` });
    const asking = createQuestions({ file: late.file });
    const moment = { seconds: START_MS / 1000 - 1 };
    expect(asking.stateAt({ moment })).toBeNull();
    expect(asking.stateAt({ moment, orFirst: true })).toMatchObject({
      state: toWire(emptyState),
      replayed: 0,
    });
    expect(asking.stateAt({ moment: { seconds: START_MS / 1000 - 0.5 } })?.state).toEqual(toWire(emptyState));
    asking.close(null);
    late.remove();
  });
});

describe("the histogram", () => {
  test.each([
    [undefined, undefined, 120],
    [START_MS / 1000 + 61.5, START_MS / 1000 + 1800.25, 20],
    [START_MS / 1000 + 5, START_MS / 1000 + 35, 400],
    [START_MS / 1000 - 9000, START_MS / 1000 + 90_000, 10],
    [START_MS / 1000 + 100.123, START_MS / 1000 + 100.124, 7],
  ])("from %s to %s in about %s buckets is what counting by hand gives", (from, to, buckets) => {
    const told = questions.histogram({ ...asked(""), from, to, buckets });
    expect(told.complete).toBe(true);
    expectCounted(told, past.events, { from, to });
    const before = past.events.filter(
      ({ stream_id }) => streamIdSeconds(stream_id) < (to ?? Number.POSITIVE_INFINITY),
    );
    expect(told.newest).toBe(before.at(-1)?.stream_id ?? null);
    expect(told.buckets.length).toBeLessThanOrEqual(buckets + 1);
  });
});

test("what came a moment ago is counted and found, also when it is the first of its type", () => {
  const growing = writePast({ events: 50 });
  const asking = createQuestions({ file: growing.file });
  const seconds = { from: START_MS / 1000, to: START_MS / 1000 + 120, buckets: 120 };
  expect(asking.histogram({ ...asked(""), ...seconds }).total).toBe(50);
  const fields = toFields({ ...someEvent(1), id: "new", type: "never.seen", payload: { rare: 7 } });
  growing.add([{ id: `${START_MS + 90_000}-0`, fields }]);
  expect(asking.histogram({ ...asked(""), ...seconds })).toMatchObject({
    total: 51,
    newest: `${START_MS + 90_000}-0`,
  });
  const { types, events, newest } = asking.fields(null);
  expect(types).toContainEqual({ type: "never.seen", events: 1 });
  expect({ events, newest }).toEqual({ events: 51, newest: `${START_MS + 90_000}-0` });
  expect(types.reduce((sum, type) => sum + type.events, 0)).toBe(events);
  expect(asking.count(asked("rare:7"))).toBe(1);
  expect(asking.page({ ...asked("type:never.seen"), order: "newest", limit: 2 }).events).toHaveLength(1);
  asking.close(null);
  growing.remove();
});

test("a count is the number of events between two places", () => {
  expect(questions.count(asked(""))).toBe(3000);
  const [after, before] = [past.events[6], past.events[2000]].map((event) => event?.stream_id ?? "");
  expect(questions.count(asked("", { after: after ?? null, before: before ?? null }))).toBe(1993);
});

const walked = (wanted: Wanted): StoredEvent[] => pagesOf(questions, wanted).flat();

type Told = ReturnType<ReturnType<typeof createQuestions>["histogram"]>;

/** Counts again, event by event. */
function expectCounted(
  told: Told,
  events: readonly StoredEvent[],
  { from = 0, to = Number.POSITIVE_INFINITY }: { from?: number | undefined; to?: number | undefined },
): void {
  const inside = events.filter(
    ({ stream_id }) => streamIdSeconds(stream_id) >= from && streamIdSeconds(stream_id) < to,
  );
  expect(told.total).toBe(inside.length);
  const expected = told.buckets.map((row) => row.map(() => 0));
  for (const event of inside) {
    const bucket = Math.floor((streamIdSeconds(event.stream_id) - told.from + 1e-7) / told.bucket_seconds);
    const type = told.types.indexOf(event.type);
    const row = expected[bucket] ?? [];
    const column = type === -1 ? told.types.length : type;
    row[column] = (row[column] ?? 0) + 1;
  }
  expect(told.buckets).toEqual(expected);
}
