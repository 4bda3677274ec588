import { describe, expect, test } from "vitest";
import { onClosed, onEstablished, onPublished } from "#lib/telemetry/state";
import { compareRobots, filterRobots, type RobotOrder, robotRow } from "./robot-rows.ts";

const NOW = 1000;
const where = { stream_id: "1-0", at: 900 };
const connected = (robot_id: string, connected_at = 900) =>
  onEstablished(undefined, { robot_id, connection_id: "c", connected_at }, where);
const closed = (robot_id: string, reason: string) =>
  onClosed(
    connected(robot_id),
    { robot_id, connection_id: "c", duration_seconds: 50, reason, disconnected_at: 950 },
    where,
  );
const fresh = (metrics: Record<string, number>) => ({ metrics, received_at: NOW - 1 });

const rows = [
  robotRow(connected("b_online"), fresh({ battery_percentage: 50 }), NOW),
  robotRow(connected("a_online"), fresh({ battery_percentage: 0 }), NOW),
  robotRow(connected("stale"), { metrics: {}, received_at: 950 }, NOW),
  robotRow(closed("left", "client_disconnect"), undefined, NOW),
  robotRow(closed("lost", "heartbeat_timeout"), undefined, NOW),
];
const sorted = (order: RobotOrder, down = false) =>
  [...rows].sort(compareRobots(order, down)).map(({ id }) => id);

test("the worst stand first, equals by name", () =>
  expect(sorted("state")).toEqual(["lost", "stale", "left", "a_online", "b_online"]));

describe("sorting by a metric", () => {
  test("puts an empty battery before a full one, and 0 is a value", () =>
    expect(sorted("battery").slice(0, 2)).toEqual(["a_online", "b_online"]));
  test("leaves robots without one last, both ways", () =>
    expect(sorted("battery", true).slice(2)).toEqual(["left", "lost", "stale"]));
});

test("an open session grows, a closed one stays as long as it was", () => {
  expect(rows[0]?.sessionSeconds).toBe(100);
  expect(rows[3]?.sessionSeconds).toBe(50);
});

test("a robot known from events only shows what they published", () => {
  const robot = onPublished(
    undefined,
    { robot_id: "r", metrics: { cpu_usage: 5 }, published_at: 980 },
    where,
  );
  expect(robotRow(robot, undefined, NOW).values).toEqual({
    metrics: { cpu_usage: 5 },
    at: 980,
    origin: { kind: "event", streamId: where.stream_id },
  });
});

test("a filter takes one state and every word of the search", () => {
  expect(filterRobots(rows, "online", "").map(({ id }) => id)).toEqual(["b_online", "a_online"]);
  expect(filterRobots(rows, "all", "ONLINE a_").map(({ id }) => id)).toEqual(["a_online"]);
});
