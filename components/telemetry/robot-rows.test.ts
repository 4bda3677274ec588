import { describe, expect, test } from "vitest";
import { onClosed, onEstablished, onMentioned, onPublished, type RobotState } from "#lib/telemetry/state";
import { countRobots, filterRobots } from "./robot-filter.ts";
import { familyOf } from "./robot-groups.ts";
import { compareRobots, type RobotOrder, robotRow } from "./robot-rows.ts";
import { createRowIndex } from "./row-index.ts";

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
  robotRow(connected("b_online"), fresh({ battery_percentage: 50 }), NOW, null),
  robotRow(connected("a_online"), fresh({ battery_percentage: 0 }), NOW, null),
  robotRow(connected("stale"), { metrics: {}, received_at: 950 }, NOW, null),
  robotRow(closed("left", "client_disconnect"), undefined, NOW, null),
  robotRow(closed("lost", "heartbeat_timeout"), undefined, NOW, null),
];
const sorted = (order: RobotOrder, down = false) =>
  [...rows].sort(compareRobots(order, down)).map(({ id }) => id);

test("the worst stand first, an empty battery before one that said goodbye, equals by name", () =>
  expect(sorted("state")).toEqual(["lost", "stale", "a_online", "left", "b_online"]));

describe("sorting by a metric", () => {
  test("puts an empty battery before a full one, and 0 is a value", () =>
    expect(sorted("battery").slice(0, 2)).toEqual(["a_online", "b_online"]));
  test("leaves robots without one last, both ways", () =>
    expect(sorted("battery", true).slice(2)).toEqual(["left", "lost", "stale"]));
});

test("a robot that only others tell of was seen when they did, and never before there was one", () => {
  const told = { stream_id: "940000-0", at: 940 };
  const published = { robot_id: "told", metrics: { cpu_usage: 5 }, published_at: 10_000 };
  const seen = (robot: RobotState) => robotRow(robot, undefined, NOW, null).lastSeenAt;
  expect(seen(onPublished(undefined, published, told))).toBe(940);
  expect(seen(onMentioned(undefined, { robot_id: "named" }, told))).toBe(940);
  // Whoever asks for a robot's metrics has them published: that says nothing of the robot itself.
  expect(seen(onPublished(closed("left", "client_disconnect"), published, { ...told, at: 990 }))).toBe(950);
});

test("an old battery warns nowhere: a robot that is back is judged by what it says now", () => {
  const [row] = createRowIndex().rows({
    robots: new Map([["back", connected("back", 990)]]),
    samples: new Map([["back", { metrics: { battery_percentage: 0 }, received_at: 900 }]]),
    now: NOW,
    proof: null,
  });
  expect(row).toMatchObject({ state: "online", old: true, battery: null });
});

test("a row is made anew when its values become old", () => {
  const index = createRowIndex();
  const robots = new Map([["back", connected("back", 990)]]);
  const samples = new Map([["back", { metrics: { battery_percentage: 0 }, received_at: 985 }]]);
  expect(index.rows({ robots, samples, now: 990, proof: null })[0]).toMatchObject({
    old: false,
    battery: "empty",
  });
  expect(index.rows({ robots, samples, now: NOW, proof: null })[0]).toMatchObject({
    state: "online",
    old: true,
    battery: null,
  });
});

test("an open session tells since when, a closed one how long it was, and the longest stand together", () => {
  expect(rows[0]?.session).toEqual({ openSince: 900 });
  expect(rows[3]?.session).toEqual({ seconds: 50 });
  expect(sorted("session", true).slice(0, 3)).toEqual(["a_online", "b_online", "stale"]);
});

test("a robot known from events only shows what they published", () => {
  const robot = onPublished(
    undefined,
    { robot_id: "r", metrics: { cpu_usage: 5 }, published_at: 980 },
    where,
  );
  expect(robotRow(robot, undefined, NOW, null).values).toEqual({
    metrics: { cpu_usage: 5 },
    at: 980,
    origin: { kind: "event", streamId: where.stream_id },
  });
});

const wanted = { state: "all", search: "", lowBattery: false, hidden: false } as const;
const found = (part: Partial<Parameters<typeof filterRobots>[1]>, among = rows) =>
  filterRobots(among, { ...wanted, ...part }).map(({ id }) => id);

describe("a filter", () => {
  test("takes one state and every word of the search, in any case", () => {
    expect(found({ state: "online" })).toEqual(["b_online", "a_online"]);
    expect(found({ search: "ONLINE a_" })).toEqual(["a_online"]);
  });
  test("takes a word with a star for the whole id", () => {
    expect(found({ search: "*online" })).toEqual(["b_online", "a_online"]);
    expect(found({ search: "online*" })).toEqual([]);
    expect(found({ search: "l*t" })).toEqual(["left", "lost"]);
    expect(found({ search: "[*" })).toEqual([]);
  });
  test("takes low batteries of robots that are there", () =>
    expect(found({ lowBattery: true })).toEqual(["a_online"]));
  test("leaves out what an operator has hidden, unless that is asked for", () => {
    const hidden = { ...closed("hidden", "kicked"), archived_at: 960 };
    const all = [...rows, robotRow(hidden, undefined, NOW, null)];
    expect(found({}, all)).not.toContain("hidden");
    expect(found({ hidden: true }, all)).toEqual(["hidden"]);
    expect(countRobots(all)).toMatchObject({ hidden: 1, known: 5, lowBattery: 1 });
  });
});

describe("the rows of all robots", () => {
  const robots = new Map([connected("a"), connected("b")].map((robot) => [robot.robot_id, robot]));
  const samples = new Map([["a", { metrics: {}, received_at: NOW }]]);
  test("are the same objects while nothing of them changed", () => {
    const index = createRowIndex();
    const before = index.rows({ robots, samples, now: NOW, proof: null });
    expect(index.rows({ robots: new Map(robots), samples, now: NOW + 1, proof: null })).toBe(before);
    const after = index.rows({
      robots,
      samples: new Map([["b", { metrics: {}, received_at: NOW }]]),
      now: NOW,
      proof: null,
    });
    expect(after).not.toBe(before);
    const again = index.rows({ robots, samples, now: NOW + 1, proof: null });
    expect(index.rows({ robots, samples, now: NOW + 2, proof: null })).toBe(again);
  });
  test("notice that nobody vouches for one any more, and stand between the silent and the gone", () => {
    const index = createRowIndex();
    index.rows({ robots, samples, now: NOW, proof: null });
    const proof = { since: NOW, place: "900000-0", gateways: [], streamWentOn: false };
    const unknown = index.rows({ robots, samples, now: NOW + 1, proof });
    expect(unknown).toMatchObject([
      { id: "a", state: "unknown", old: true, session: null },
      { id: "b", state: "unknown", open: [] },
    ]);
    const all = [...rows, ...unknown].sort(compareRobots("state", false)).map(({ id }) => id);
    expect(all).toEqual(["lost", "stale", "a_online", "a", "b", "left", "b_online"]);
    expect(countRobots(unknown).states).toMatchObject({ unknown: 2, online: 0 });
  });
  test("notice that one fell silent, though nothing came", () => {
    const index = createRowIndex();
    index.rows({ robots, samples, now: NOW, proof: null });
    expect(index.rows({ robots, samples, now: NOW + 3600, proof: null }).map(({ state }) => state)).toEqual([
      "stale",
      "online",
    ]);
  });
});

test("of thousands some rows are made at a time, and are the list's in the end", () => {
  const ids = Array.from({ length: 25 }, (_, at) => `r${at}`);
  const robots = new Map(ids.map((id) => [id, connected(id)]));
  const known = { robots, samples: new Map(), now: NOW, proof: null };
  const index = createRowIndex();
  expect([10, 10, 10].map((atMost) => index.prepare(known, atMost))).toEqual([false, false, true]);
  expect(index.prepare(known, 0)).toBe(true);
  expect(index.rows(known).map(({ id }) => id)).toEqual(ids);
});

test("ids of one family differ in their number", () => {
  expect(familyOf("amr-west-12")).toBe("amr-west-*");
  expect(familyOf("7")).toBe("7");
  expect(familyOf("scout")).toBe("scout");
});
