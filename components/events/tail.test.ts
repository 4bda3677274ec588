import { describe, expect, test } from "vitest";
import type { StoredEvent } from "../../lib/events/envelope.ts";
import { olderThan, onTail, ROWS_KEPT, startTail, type Tail } from "./tail.ts";

const event = (number: number): StoredEvent => ({
  stream_id: `${number}-0`,
  id: `id ${number}`,
  type: "a.b",
  source: "s",
  target: null,
  timestamp: number,
  payload: {},
  meta: {},
});
const events = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, i) => event(from + i));
const numbers = (rows: readonly StoredEvent[]) => rows.map(({ timestamp }) => timestamp);
const arrive = (tail: Tail, from: number, to: number) =>
  onTail(tail, { kind: "arrived", events: events(from, to), head: `${to}-0` });

describe("the tail", () => {
  test("shows the newest first", () => {
    expect(numbers(arrive(startTail(events(1, 3), "3-0"), 4, 5).rows)).toEqual([5, 4, 3, 2, 1]);
  });

  test("shows nothing twice, even if it is told twice", () => {
    const tail = arrive(startTail(events(1, 3), "3-0"), 2, 4);
    expect(numbers(tail.rows)).toEqual([4, 3, 2, 1]);
  });

  test("remembers how far it has heard when nothing fits the filter", () => {
    const tail = onTail(startTail([], "3-0"), { kind: "arrived", events: [], head: "9-0" });
    expect(tail.head).toBe("9-0");
  });

  test("holds its rows still while paused, and loses none of those that wait", () => {
    let tail = onTail(startTail(events(1, 2), "2-0"), { kind: "hold", hold: "pressed" });
    tail = arrive(arrive(tail, 3, 4), 5, 5);
    expect(numbers(tail.rows)).toEqual([2, 1]);
    expect(tail.waitingCount).toBe(3);
    tail = onTail(tail, { kind: "resume" });
    expect(numbers(tail.rows)).toEqual([5, 4, 3, 2, 1]);
    expect(tail).toMatchObject({ waitingCount: 0, hold: null });
  });

  test("stays paused by hand while one scrolls", () => {
    const tail = onTail(startTail([], null), { kind: "hold", hold: "pressed" });
    expect(onTail(tail, { kind: "hold", hold: "scrolled" }).hold).toBe("pressed");
  });

  test("keeps at most 5,000 rows without a hole among them", () => {
    let tail = onTail(startTail(events(1, 10), "10-0"), { kind: "hold", hold: "scrolled" });
    tail = onTail(arrive(tail, 11, ROWS_KEPT + 100), { kind: "resume" });
    expect(tail.rows).toHaveLength(ROWS_KEPT);
    expect(numbers(tail.rows.slice(0, 2))).toEqual([ROWS_KEPT + 100, ROWS_KEPT + 99]);
    expect(tail.rows.at(-1)?.timestamp).toBe(101);
    expect(tail.complete).toBe(false);
  });

  test("adds older pages below, each event once", () => {
    const page = { kind: "older", events: [event(5), event(4), event(3)], next: "3-0" } as const;
    const tail = onTail(startTail(events(5, 6), "6-0"), page);
    expect(numbers(tail.rows)).toEqual([6, 5, 4, 3]);
    expect(tail.complete).toBe(false);
  });

  test("goes on from where it has looked, when a page held nothing that fits", () => {
    expect(olderThan(startTail([], null))).toBeNull();
    let tail = startTail([], "9-0");
    expect(olderThan(tail)).toBe("9-1");
    tail = onTail(tail, { kind: "older", events: [], next: "4-0" });
    expect(olderThan(tail)).toBe("4-0");
    expect(onTail(tail, { kind: "older", events: [], next: null }).complete).toBe(true);
  });

  test("of a moment before any event asks for nothing that came later", () => {
    const moment = Date.UTC(2026, 0, 1) / 1000;
    expect(olderThan(startTail([], null), moment)).toBe("2026-01-01T00:00:00.000Z");
    expect(olderThan(startTail([], "9-0"), moment)).toBe("9-1");
  });

  test("starts anew after a jump to the present", () => {
    const tail = onTail(startTail(events(1, 3), "3-0"), {
      kind: "restart",
      events: events(90, 91),
      head: "91-0",
    });
    expect(numbers(tail.rows)).toEqual([91, 90]);
    expect(tail).toMatchObject({ head: "91-0", complete: false });
  });

  test("keeps its rows over a jump while paused, and shows no hole among them afterwards", () => {
    const paused = onTail(startTail(events(1, 3), "3-0"), { kind: "hold", hold: "pressed" });
    let tail = onTail(paused, { kind: "restart", events: events(90, 91), head: "91-0" });
    tail = arrive(tail, 92, 92);
    expect(numbers(tail.rows)).toEqual([3, 2, 1]);
    expect(tail).toMatchObject({ hold: "pressed", head: "92-0", waitingCount: 3 });
    tail = onTail(tail, { kind: "resume" });
    expect(numbers(tail.rows)).toEqual([92, 91, 90]);
    expect(olderThan(tail)).toBe("90-0");
  });
});
