import { describe, expect, test } from "vitest";
import { EventsQuery, EventsRequest } from "./api.ts";

const placeOf = (text: string) => EventsQuery.safeParse({ after: text }).data?.after;
const LAST = "18446744073709551615";

describe("a place in the stream", () => {
  test("is a stream id as it is", () => {
    expect(placeOf("1700000000000-7")).toBe("1700000000000-7");
  });

  test.each(["2023-11-14T22:13:20Z", "2023-11-14T22:13:20", "2023-11-14T23:13:20+01:00", "1700000000"])(
    "or the time %s: just before what was received from then on",
    (text) => {
      expect(placeOf(text)).toBe(`1699999999999-${LAST}`);
    },
  );

  test("of a time between two milliseconds is before the later one", () => {
    expect(placeOf("1700000000.0005")).toBe(`1700000000000-${LAST}`);
  });

  test("at the beginning of time is the stream's start", () => {
    expect(placeOf("0")).toBe("0-0");
  });

  test.each(["yesterday", "-5", "1-2-3", ""])("is not %j", (text) => {
    expect(EventsQuery.safeParse({ after: text }).success).toBe(false);
  });
});

test("100 events are asked for unless said otherwise, at most 1,000", () => {
  expect(EventsQuery.parse({}).limit).toBe(100);
  expect(EventsQuery.parse({ limit: "1000" }).limit).toBe(1000);
  expect(EventsQuery.safeParse({ limit: "1001" }).success).toBe(false);
});

test("one event or many may be sent, each with a time that can be read", () => {
  const event = { type: "a.b", source: "s", payload: {} };
  expect(EventsRequest.safeParse({ ...event, timestamp: "2026-05-01T12:00:00" }).success).toBe(true);
  expect(EventsRequest.safeParse([event, { ...event, timestamp: 1.5 }]).success).toBe(true);
  expect(EventsRequest.safeParse({ ...event, timestamp: "soon" }).success).toBe(false);
  expect(EventsRequest.safeParse([]).success).toBe(false);
});
