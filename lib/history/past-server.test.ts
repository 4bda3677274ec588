import { expect, test } from "vitest";
import { EventsQuery } from "../events/api.ts";
import { emptyState, toWire } from "../fold.ts";
import { compareStreamIds, LAST_STREAM_ID, type StreamId } from "../stream-id.ts";
import { serverPast } from "./past-server.ts";
import { makeEvents } from "./replay.fixture.ts";

const [older, last] = makeEvents(2).map((event, n) =>
  n === 1 ? { ...event, stream_id: LAST_STREAM_ID } : event,
);

/** Answers as the server does, which takes nothing for a place that is no stream id. */
async function answer(address: Parameters<typeof fetch>[0]): Promise<Response> {
  const { pathname, searchParams } = new URL(String(address), "http://localhost");
  if (pathname === "/api/history/outages") return Response.json({ outages: [] });
  if (pathname === "/api/history/state")
    return Response.json({
      at: 0,
      cursor: { epoch: "e", streamId: searchParams.get("at"), eventId: null },
      state: toWire(emptyState),
      replayed: 0,
    });
  const { before } = EventsQuery.parse(Object.fromEntries(searchParams));
  const isBefore = (id: StreamId) => before === undefined || compareStreamIds(id, before) < 0;
  const events = [last, older].filter((event) => event && isBefore(event.stream_id));
  return Response.json({ events, next: null });
}

test("one steps back from the event that used the stream up", async () => {
  const back = await serverPast(() => 0, answer).before(LAST_STREAM_ID, new AbortController().signal);
  expect(back?.still.streamId).toBe(older?.stream_id);
  expect(back?.events).toEqual([last]);
});
