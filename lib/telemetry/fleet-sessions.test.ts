import { expect, test } from "vitest";
import type { EndedSession } from "./api-sessions.ts";
import { fleetSessions } from "./fleet-sessions.ts";

const stay = (robot_id: string, begin: number, end: number, reason = "client_disconnect"): EndedSession => ({
  robot_id,
  connection_id: `${robot_id}-${begin}`,
  connected_at: begin,
  disconnected_at: end,
  duration_seconds: end - begin,
  reason,
  stream_id: "1-0",
});
const window = { from: 0, to: 1200 };

test("who was there: overlapping stays of one robot count once, open ones to the end", () => {
  const { connections, step_seconds } = fleetSessions(
    [stay("a", 0, 95), stay("a", 50, 95), stay("b", -500, 25)],
    [{ robot_id: "c", connected_at: 1190 }],
    window,
  );
  expect(step_seconds).toBe(10);
  expect(connections.slice(0, 11).map(({ robots }) => robots)).toEqual([2, 2, 2, 1, 1, 1, 1, 1, 1, 1, 0]);
  expect(connections.at(-1)).toEqual({ at: 1190, robots: 1 });
});

test("lengths end before their limit, and what ended outside the window isn't counted", () => {
  const { durations, mean_duration_seconds, reasons } = fleetSessions(
    [stay("a", 0, 60), stay("a", 100, 159), stay("b", 0, 2000), stay("c", 0, 1000, "kicked")],
    [],
    window,
  );
  expect(durations.filter(({ count }) => count > 0)).toEqual([
    { up_to_seconds: 60, count: 1 },
    { up_to_seconds: 300, count: 1 },
    { up_to_seconds: 3600, count: 1 },
  ]);
  expect(mean_duration_seconds).toBe((60 + 59 + 1000) / 3);
  expect(reasons).toEqual([
    { reason: "client_disconnect", count: 2 },
    { reason: "kicked", count: 1 },
  ]);
});

test("many that broke off within seconds are one story; those that said goodbye are none of it", () => {
  const broke = ["a", "b", "c", "d"].map((id, n) => stay(id, 0, 500 + n, "transport_error"));
  const left = ["e", "f", "g"].map((id) => stay(id, 0, 501));
  expect(fleetSessions([...broke, ...left], [], window).incidents).toEqual([
    { from: 500, to: 503, reason: "transport_error", robots: ["a", "b", "c", "d"], count: 4 },
  ]);
  const flapping = [1, 2, 3].map((n) => stay("a", 400 + n, 500 + n, "transport_error"));
  const two = [...flapping, stay("b", 0, 504, "transport_error")];
  expect(fleetSessions(two, [], window).incidents).toEqual([]);
});

test("nothing is an answer too", () => {
  const { connections, mean_duration_seconds, incidents } = fleetSessions([], [], window);
  expect(new Set(connections.map(({ robots }) => robots))).toEqual(new Set([0]));
  expect([mean_duration_seconds, incidents]).toEqual([null, []]);
});
